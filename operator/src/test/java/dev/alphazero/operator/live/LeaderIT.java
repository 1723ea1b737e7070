package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Several operators and one lease. Events say which of them wrote.
final class LeaderIT {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final String RECONCILIATIONS = "operator_sdk_reconciliations_started_total";
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /// Exit code of an operator whose lease was taken.
  private static final int LOST = 1;

  @Test
  void theOtherWritesNothingUntilTheLeaderIsKilledAndThenGoesOn() {
    try (Stage stage = new Stage();
        OperatorProcess a = new OperatorProcess(stage, "a", SILENCE);
        OperatorProcess b = new OperatorProcess(stage, "b", SILENCE)) {
      a.ready();
      b.ready();
      stage.await("a leader", () -> !holder(stage).isEmpty());
      boolean leads = holder(stage).equals("a");
      OperatorProcess leader = leads ? a : b;
      OperatorProcess other = leads ? b : a;
      stage.apply("c4", "");
      stage.awaitState("c4", "Running");
      assertThat(writers(stage)).containsExactly(leads ? "a" : "b");
      assertThat(other.metric(RECONCILIATIONS)).isZero();
      assertThat(other.metrics()).noneMatch(line -> line.startsWith("alphazero_trainings"));
      assertThat(leader.metric("alphazero_trainings")).isEqualTo(1);

      leader.kill();
      stage.apply("c4", "suspend: true");
      stage.awaitState("c4", "Suspended");
      assertThat(holder(stage)).isEqualTo(leads ? "b" : "a");
      stage.await("its events", () -> Set.copyOf(writers(stage)).equals(Set.of("a", "b")));
    }
  }

  @Test
  void aLeaderWhoseLeaseWasTakenEndsAndLeavesItToItsNewHolder() {
    try (Stage stage = new Stage();
        OperatorProcess old = new OperatorProcess(stage, "old", SILENCE)) {
      stage.apply("c4", "");
      stage.awaitState("c4", "Running");
      Map<String, String> children = stage.children();

      take(stage, "thief");
      assertThat(old.exit()).isEqualTo(LOST);
      assertThat(holder(stage)).isEqualTo("thief");
      assertThat(stage.children()).isEqualTo(children);
    }
  }

  /// Takes the lease for an hour, whoever has it and renews it meanwhile.
  private static void take(Stage stage, String thief) {
    stage
        .client
        .leases()
        .inNamespace(stage.namespace)
        .withName(OperatorProcess.LEASE)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"spec": {"holderIdentity": "%s", "leaseDurationSeconds": 3600, "renewTime": "%s"}}"""
                .formatted(thief, MICROS.format(Instant.now())));
  }

  /// Who leads; nothing if nobody does.
  private static String holder(Stage stage) {
    Lease lease =
        stage.client.leases().inNamespace(stage.namespace).withName(OperatorProcess.LEASE).get();
    return lease == null || lease.getSpec().getHolderIdentity() == null
        ? ""
        : lease.getSpec().getHolderIdentity();
  }

  /// The operators that have written events in the stage's namespace.
  private static Set<String> writers(Stage stage) {
    return stage.events().stream().map(Event::getReportingInstance).collect(Collectors.toSet());
  }
}
