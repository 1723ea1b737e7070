package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Others edit what the operator keeps: what it says is put back, what it does not say stays.
final class DriftIT {
  private static final String TWO = "actors: {replicas: 2, autoscaling: {mode: \"Off\"}}";

  /// Reconciliations after which nothing more is expected to happen.
  private static final int MANY = 5;

  private static final int EDITS = 10;

  private static Stage stage;
  private static RunningOperator operator;

  @BeforeAll
  static void start() {
    stage = new Stage();
    operator = stage.operator();
  }

  @AfterAll
  static void end() {
    operator.close();
    stage.close();
  }

  @Test
  void aChildThatIsDeletedComesBack() {
    run("gone", TWO);
    Map<String, String> before = uids("gone");
    stage.objects("gone").forEach(DriftIT::remove);
    Awaitility.await()
        .atMost(Stage.PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, String> after = uids("gone");
              assertThat(after.keySet()).isEqualTo(before.keySet());
              assertThat(after)
                  .allSatisfy((child, uid) -> assertThat(uid).isNotEqualTo(before.get(child)));
            });
    stage.awaitState("gone", "Running");
  }

  @Test
  void aChildThatIsEditedIsPutBack() {
    run("edited", TWO);
    Deployment actors = actors("edited");
    Service service = only("edited", Service.class);
    NetworkPolicy policy = only("edited", NetworkPolicy.class);
    edit(
        actors,
        it -> {
          it.getSpec().setReplicas(5);
          container(it).setImage("another:1");
          container(it).getEnv().getFirst().setValueFrom(null);
          container(it).getEnv().getFirst().setValue("another");
        });
    edit(service, it -> it.getSpec().setSelector(Map.of("app", "another")));
    edit(policy, it -> it.getSpec().setIngress(List.of()));
    Awaitility.await()
        .atMost(Stage.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(actors("edited").getSpec()).isEqualTo(actors.getSpec());
              assertThat(only("edited", Service.class).getSpec()).isEqualTo(service.getSpec());
              assertThat(only("edited", NetworkPolicy.class).getSpec()).isEqualTo(policy.getSpec());
            });
  }

  @Test
  void theSourceOfAVariableComesBackInPlaceOfAValueAndTheOtherWayRound() {
    run("sources", "pods: {actor: {env: [{name: LEVEL, value: debug}]}}");
    Deployment actors = actors("sources");
    assertThat(variable(actors, "LEVEL").getValue()).isEqualTo("debug");
    assertThat(variable(actors, "POD_NAME").getValueFrom()).isNotNull();
    edit(
        actors,
        it -> {
          EnvVar plain = variable(it, "LEVEL");
          plain.setValue(null);
          plain.setValueFrom(variable(actors, "POD_NAME").getValueFrom());
          EnvVar sourced = variable(it, "POD_NAME");
          sourced.setValueFrom(null);
          sourced.setValue("another");
        });
    Awaitility.await()
        .atMost(Stage.PATIENCE)
        .untilAsserted(() -> assertThat(actors("sources").getSpec()).isEqualTo(actors.getSpec()));
    stage.awaitState("sources", "Running");
  }

  @Test
  void whatOthersAddStaysAndIsNotWrittenAgain() {
    run("added", TWO);
    edit(
        actors("added"),
        it -> {
          it.getMetadata().getLabels().put("team", "games");
          it.getMetadata().getAnnotations().put("note", "kept");
          it.getSpec().getTemplate().getMetadata().setAnnotations(new HashMap<>(Map.of("at", "9")));
          container(it).getEnv().addFirst(new EnvVar("EXTRA", "1", null));
        });
    edit(only("added", Service.class), it -> it.getMetadata().getLabels().put("team", "games"));
    stage.await("the roll ends", () -> isRolledOut(actors("added")));
    stage.awaitState("added", "Running");
    reconcile("added", MANY);
    operator.wire().forget();
    reconcile("added", MANY);
    assertThat(writesOf("added")).isZero();

    Deployment actors = actors("added");
    assertThat(actors.getMetadata().getLabels()).containsEntry("team", "games");
    assertThat(actors.getMetadata().getAnnotations()).containsEntry("note", "kept");
    assertThat(actors.getSpec().getTemplate().getMetadata().getAnnotations())
        .containsEntry("at", "9");
    assertThat(container(actors).getEnv()).contains(new EnvVar("EXTRA", "1", null));
    assertThat(only("added", Service.class).getMetadata().getLabels())
        .containsEntry("team", "games");
  }

  @Test
  void actorsThatAreScaledByHandGoBackWhenTheOperatorScales() {
    run("scaled", "actors: {replicas: 2, autoscaling: {mode: Enforce, min: 1, max: 3}}");
    stage.client.resource(actors("scaled")).scale(9);
    stage.await("the operator's number", () -> actors("scaled").getSpec().getReplicas() <= 3);
  }

  @Test
  void editsOfTwoClientsAndTheStatusLoseNothing() {
    run("both", TWO);
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= EDITS; i++) {
                annotate("both", "edit-" + i);
              }
            });
    for (int i = 1; i <= EDITS; i++) {
      stage.apply("both", TWO.replace("2", String.valueOf(1 + i % 2)));
    }
    other.join();
    stage.apply("both", TWO.replace("2", "3"));
    stage.await("the last edit", () -> actors("both").getSpec().getReplicas() == 3);
    stage.await(
        "its status",
        () ->
            Objects.equals(
                training("both").getMetadata().getGeneration(),
                stage.status("both").observedGeneration()));
    for (int i = 1; i <= EDITS; i++) {
      assertThat(training("both").getMetadata().getAnnotations()).containsKey("edit-" + i);
    }
  }

  private static void run(String name, String specification) {
    stage.apply(name, specification);
    stage.awaitState(name, "Running");
  }

  /// Wakes a training by something that says nothing, so often.
  private static void reconcile(String name, int times) {
    operator
        .reconciliations()
        .force(
            name,
            times,
            time ->
                edit(
                    only(name, ServiceAccount.class),
                    it -> it.getMetadata().getLabels().put("time", "" + time)));
  }

  private static long writesOf(String name) {
    return operator.wire().writes(name);
  }

  private static <T extends HasMetadata> void edit(T object, Consumer<T> change) {
    stage
        .client
        .resource(object)
        .edit(
            it -> {
              change.accept(it);
              return it;
            });
  }

  /// As a client does that reads, changes and writes back, and begins again when it was too late.
  private static void annotate(String name, String key) {
    while (true) {
      AlphaZeroTraining training = training(name);
      training.getMetadata().getAnnotations().put(key, "");
      try {
        stage.client.resource(training).update();
        return;
      } catch (KubernetesClientException e) {
        assertThat(e.getCode()).isEqualTo(HttpURLConnection.HTTP_CONFLICT);
      }
    }
  }

  /// Plays the controller that lets go of a volume claim which no pod uses.
  private static void remove(HasMetadata child) {
    stage.client.resource(child).delete();
    if (child instanceof PersistentVolumeClaim) {
      stage
          .client
          .resource(child)
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
    }
  }

  private static Map<String, String> uids(String name) {
    return Stage.byName(stage.objects(name), child -> child.getMetadata().getUid());
  }

  private static boolean isRolledOut(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    return Objects.equals(deployment.getMetadata().getGeneration(), status.getObservedGeneration())
        && Objects.equals(deployment.getSpec().getReplicas(), status.getUpdatedReplicas())
        && Objects.equals(status.getReplicas(), status.getReadyReplicas());
  }

  private static Container container(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  private static EnvVar variable(Deployment deployment, String name) {
    return container(deployment).getEnv().stream()
        .filter(variable -> variable.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static AlphaZeroTraining training(String name) {
    return Objects.requireNonNull(stage.training(name));
  }

  private static Deployment actors(String name) {
    return only(name, Deployment.class);
  }

  /// Returns the training's child of a kind.
  private static <T extends HasMetadata> T only(String name, Class<T> kind) {
    return stage.objects(name).stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }
}
