package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// `kubectl delete --cascade=orphan`, and the training is created again: beside a real garbage
/// collector nothing is lost, and the new training takes over what the old one left.
final class OrphanIT {
  private static final String ONE = "actors: {replicas: 1, autoscaling: {mode: \"Off\"}}";
  private static final int TRAININGS = 10;
  private static final int ROUNDS = 5;

  /// What does not depend on the training's uid, and so is adopted as it is.
  private static final Set<String> LASTING =
      Set.of(
          "Deployment",
          "StatefulSet",
          "Service",
          "Secret",
          "ServiceAccount",
          "NetworkPolicy",
          "PersistentVolumeClaim");

  @Test
  void nothingIsLostInFiftyOrphaningDeletions() {
    List<String> names = IntStream.range(0, TRAININGS).mapToObj(n -> "orphan-" + n).toList();
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      stage.apply(names, ONE);
      names.forEach(name -> stage.awaitState(name, "Running"));
      for (int round = 0; round < ROUNDS; round++) {
        Map<String, String> before = lasting(stage, names);
        List<String> delete = new ArrayList<>(List.of("delete", "azt", "--cascade=orphan"));
        delete.addAll(names);
        assertThat(stage.kubectl("", delete.toArray(String[]::new)).exit()).isZero();
        stage.apply(names, ONE);
        names.forEach(name -> awaitAdopted(stage, name));
        names.forEach(name -> stage.awaitState(name, "Running"));
        awaitGarbageCollected(stage);
        assertThat(lasting(stage, names)).isEqualTo(before);
      }
    }
  }

  private static Map<String, String> lasting(Stage stage, List<String> names) {
    Map<String, String> lasting = new TreeMap<>();
    names.forEach(
        name ->
            lasting.putAll(
                Stage.byName(
                    stage.objects(name).stream()
                        .filter(child -> LASTING.contains(child.getKind()))
                        .toList(),
                    child -> child.getMetadata().getUid())));
    return lasting;
  }

  private static void awaitAdopted(Stage stage, String name) {
    String uid = Objects.requireNonNull(stage.training(name)).getMetadata().getUid();
    Awaitility.await(name + " adopted")
        .atMost(Stage.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(stage.objects(name))
                    .filteredOn(child -> !child.getKind().equals("PersistentVolumeClaim"))
                    .allSatisfy(child -> assertThat(owners(child)).containsExactly(uid)));
  }

  private static List<String> owners(HasMetadata child) {
    return child.getMetadata().getOwnerReferences().stream().map(owner -> owner.getUid()).toList();
  }

  /// Returns when the garbage collector has taken an object whose owner never was: it has seen by
  /// then what was written before.
  private static void awaitGarbageCollected(Stage stage) {
    var canary =
        stage
            .client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withNamespace(stage.namespace)
                    .withGenerateName("canary-")
                    .withOwnerReferences(
                        new OwnerReferenceBuilder()
                            .withApiVersion("v1")
                            .withKind("ConfigMap")
                            .withName("never")
                            .withUid(UUID.randomUUID().toString())
                            .build())
                    .endMetadata()
                    .build())
            .create();
    stage.await("the garbage collector", () -> stage.client.resource(canary).get() == null);
  }
}
