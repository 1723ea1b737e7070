package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A training in Git, on a real Flux. Needs `e2e/cluster`, which publishes into the namespace
/// `default`.
@Tag("local-cluster")
@Tag("long")
final class GitOpsE2E {
  private static final String NAME = "published";
  private static final String REQUESTED = "reconcile.fluxcd.io/requestedAt";

  @RegisterExtension final Cluster cluster = new Cluster();

  @TempDir Path git;

  @AfterEach
  void remove() {
    training().delete();
  }

  @Test
  void publishedCorrectedChangedAndPrunedWithoutAFight() throws IOException {
    Command.run("e2e/cluster/gitops", "start");
    TrainingFile file = TrainingFile.ticTacToe(1, 1).named(NAME).with("completion", Map.of());
    publish(file.yaml());
    await(training -> Cluster.holds(training, "Ready"));

    edit("{\"spec\":{\"actors\":{\"replicas\":2}}}");
    await(training -> actors(training) == 1);

    publish(file.with("actors.replicas", 2).yaml());
    await(training -> actors(training) == 2 && Cluster.holds(training, "Ready"));

    long generation = training().require().getMetadata().getGeneration();
    reconcileAgain("1");
    reconcileAgain("2");
    assertThat(training().require().getMetadata().getGeneration())
        .as("nobody writes the spec but Git")
        .isEqualTo(generation);

    publish("# nothing is left\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: left}\n");
    training()
        .waitUntilCondition(Objects::isNull, Cluster.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void publish(String yaml) throws IOException {
    Files.writeString(git.resolve("training.yaml"), yaml);
    Command.run("e2e/cluster/gitops", "publish", "trainings", git.toString());
  }

  private void edit(String patch) {
    training().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /// Has Flux look at everything once more, and returns when it has.
  private void reconcileAgain(String word) {
    Resource<GenericKubernetesResource> kustomization =
        cluster
            .client()
            .genericKubernetesResources("kustomize.toolkit.fluxcd.io/v1", "Kustomization")
            .inNamespace("flux-system")
            .withName("trainings");
    kustomization.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(REQUESTED, word));
    Cluster.await(
        kustomization,
        Cluster.PATIENCE,
        it -> word.equals(it.get("status", "lastHandledReconcileAt")));
  }

  private void await(Predicate<AlphaZeroTraining> holds) {
    Cluster.await(training(), Cluster.PATIENCE, holds);
  }

  private static int actors(AlphaZeroTraining training) {
    var actors = training.getSpec().actors();
    return actors == null || actors.replicas() == null ? 0 : actors.replicas();
  }

  private Resource<AlphaZeroTraining> training() {
    return cluster
        .client()
        .resources(AlphaZeroTraining.class)
        .inNamespace("default")
        .withName(NAME);
  }
}
