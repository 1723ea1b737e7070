package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.tls.CertificateSecrets;
import dev.alphazero.operator.tls.Identity;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The operator is killed between any two of its writes, and another one goes on: nothing tells the
/// training from one that was never disturbed.
final class KilledIT {
  private static final String RUNNING = "actors: {replicas: 1, autoscaling: {mode: \"Off\"}}";
  private static final String CALM = "calm-00";

  @Test
  void whileATrainingIsCreated() {
    killAnywhere("", RUNNING, "Running");
  }

  @Test
  void whileATrainingIsSuspended() {
    killAnywhere(RUNNING, RUNNING + "\nsuspend: true", "Suspended");
  }

  @Test
  void whileActorsRoll() {
    killAnywhere(RUNNING, RUNNING + "\nsearch: {simulations: 7}", "Running");
  }

  /// @param before specification of a training that runs; empty for none
  /// @param after specification that is carried out
  /// @param state that it leads to
  private static void killAnywhere(String before, String after, String state) {
    try (Stage stage = new Stage()) {
      run(stage, List.of(CALM), before);
      int writes = carryOut(stage, CALM, after, state);
      assertThat(writes).isPositive();

      List<String> names =
          IntStream.range(0, writes).mapToObj(n -> "kill-%02d".formatted(n)).toList();
      run(stage, names, before);
      stage.apply(names, after);
      kill(stage, names, state);
      Map<String, Identity> authorities = authorities(stage, names);

      try (RunningOperator _ = stage.operator()) {
        names.forEach(name -> awaitSettled(stage, name, state));
        String calm = Portrait.of(stage, CALM);
        for (String name : names) {
          Awaitility.await(name)
              .atMost(Stage.PATIENCE)
              .pollDelay(Duration.ZERO)
              .untilAsserted(() -> assertThat(Portrait.of(stage, name)).isEqualTo(calm));
        }
      }
      assertThat(authorities(stage, names)).containsAllEntriesOf(authorities);
    }
  }

  /// Makes trainings run.
  private static void run(Stage stage, List<String> names, String specification) {
    if (specification.isEmpty()) {
      return;
    }
    try (RunningOperator _ = stage.operator()) {
      stage.apply(names, specification);
      names.forEach(name -> awaitSettled(stage, name, "Running"));
    }
  }

  /// Returns how many writes it took.
  private static int carryOut(Stage stage, String name, String specification, String state) {
    try (RunningOperator operator = stage.operator()) {
      stage.apply(name, specification);
      awaitSettled(stage, name, state);
      return operator.wire().writes(name);
    }
  }

  /// Lets an operator do its work until it has made no write for the first training, one for the
  /// second, and so on, or needs no more.
  private static void kill(Stage stage, List<String> names, String state) {
    Wire wire = new Wire();
    IntStream.range(0, names.size()).forEach(n -> wire.breakAfter(names.get(n), n));
    try (RunningOperator _ =
        RunningOperator.start(stage.server.config(), stage.namespace, stage.roles, wire)) {
      for (String name : names) {
        stage.await(
            name + " loses its operator",
            () -> wire.isBroken(name) || isSettled(stage, name, state));
      }
      assertThat(names).anyMatch(wire::isBroken);
    }
  }

  private static void awaitSettled(Stage stage, String name, String state) {
    stage.await(name + " " + state, () -> isSettled(stage, name, state));
  }

  /// The status is of this specification, and what is no longer needed is gone.
  private static boolean isSettled(Stage stage, String name, String state) {
    AlphaZeroTraining training = Objects.requireNonNull(stage.training(name));
    return training.getStatus() != null
        && state.equals(training.getStatus().state())
        && Objects.equals(
            training.getMetadata().getGeneration(), training.getStatus().observedGeneration())
        && count(stage, name, ControllerRevision.class) == 1
        && count(stage, name, ConfigMap.class) == 2;
  }

  private static long count(Stage stage, String name, Class<?> kind) {
    return stage.objects(name).stream().filter(kind::isInstance).count();
  }

  /// Returns the certificate authority of each training that has one.
  private static Map<String, Identity> authorities(Stage stage, List<String> names) {
    Map<String, Identity> authorities = new TreeMap<>();
    for (String name : names) {
      Identity authority =
          CertificateSecrets.authority(
              stage
                  .client
                  .secrets()
                  .inNamespace(stage.namespace)
                  .withName(Children.authoritySecret(name))
                  .get());
      if (authority != null) {
        authorities.put(name, authority);
      }
    }
    return authorities;
  }
}
