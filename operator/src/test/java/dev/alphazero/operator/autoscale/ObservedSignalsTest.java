package dev.alphazero.operator.autoscale;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.gpu.Cluster;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.PodFacts;
import dev.alphazero.operator.observe.Reports;
import dev.alphazero.operator.observe.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ObservedSignalsTest {
  private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = EARLIER.plusSeconds(30);
  private static final Workload SIX = new Workload(6, 6, 5, 6, true, "");
  private static final LearnerProgress LEARNER =
      new LearnerProgress(
          1,
          LearnerProgress.State.RUNNING,
          null,
          1,
          2,
          3,
          4,
          null,
          null,
          null,
          null,
          50.0,
          0.9,
          null,
          null,
          null,
          null,
          null,
          null);

  @Test
  void withoutADeploymentThereIsNothingToScale() {
    assertThat(
            ObservedSignals.observed(
                observed(Map.of(), List.of(), Reports.NONE), Placement.SHARED, 1))
        .isNull();
  }

  @Test
  void theBusyShareIsTheMeanOfTheReplicasAndTheAgeThatOfTheOldest() {
    Reports reports =
        new Reports(LEARNER, LATER, Map.of("a", inference(60), "b", inference(80)), EARLIER);
    assertThat(
            ObservedSignals.observed(
                observed(Map.of(Role.ACTOR, SIX), List.of(), reports), Placement.SHARED, 3))
        .isEqualTo(
            new Signals(
                6,
                5,
                0,
                false,
                false,
                Placement.SHARED,
                new Signals.Metrics(EARLIER, 2, 3, 70, 0.9, 50.0)));
  }

  @Test
  void withPlacementActorOnlyTheLearnerIsAsked() {
    Signals signals =
        requireNonNull(
            ObservedSignals.observed(
                observed(
                    Map.of(Role.ACTOR, SIX),
                    List.of(),
                    new Reports(LEARNER, LATER, Map.of(), null)),
                Placement.ACTOR,
                0));
    assertThat(signals.metrics()).isEqualTo(new Signals.Metrics(LATER, 0, 0, 0, 0.9, 50.0));
  }

  @Test
  void withoutALearnerNothingIsKnown() {
    Reports reports = new Reports(null, null, Map.of("a", inference(60)), EARLIER);
    Signals signals =
        requireNonNull(
            ObservedSignals.observed(
                observed(Map.of(Role.ACTOR, SIX), List.of(), reports), Placement.SHARED, 1));
    assertThat(signals.metrics()).isNull();
  }

  @Test
  void podsThatFindNoNodeOrWaitForQuotaAreSeen() {
    Signals unschedulable = signals(SIX, actor(false, "0/3 nodes are available"));
    assertThat(unschedulable.unschedulable()).isEqualTo(1);
    assertThat(unschedulable.quotaRefused()).isFalse();
    assertThat(signals(SIX, actor(true, null)).quotaRefused()).isTrue();
    assertThat(signals(new Workload(6, 4, 4, 4, true, "exceeded quota"), actor(false, null)))
        .matches(Signals::quotaRefused)
        .matches(signals -> !signals.rolling());
  }

  @Test
  void oldPodsMeanARollout() {
    assertThat(signals(new Workload(6, 6, 6, 2, true, ""), actor(false, null)).rolling()).isTrue();
    assertThat(signals(SIX, actor(false, null)).rolling()).isFalse();
  }

  private static Signals signals(Workload actors, PodFacts pod) {
    Signals signals =
        requireNonNull(
            ObservedSignals.observed(
                observed(Map.of(Role.ACTOR, actors), List.of(pod), Reports.NONE),
                Placement.SHARED,
                1));
    return signals;
  }

  private static Observed observed(
      Map<Role, Workload> workloads, List<PodFacts> pods, Reports reports) {
    return new Observed(
        new AlphaZeroTraining(),
        null,
        null,
        workloads,
        pods,
        null,
        null,
        reports,
        new Cluster.Unreadable(),
        Profiles.builtIn(),
        LATER);
  }

  private static InferenceProgress inference(double busy) {
    return new InferenceProgress(1, 1, 2, busy, 50, 1000, 5, null, 6);
  }

  private static PodFacts actor(boolean gated, @Nullable String unschedulable) {
    return new PodFacts(
        "a",
        "u",
        Role.ACTOR,
        null,
        "Pending",
        false,
        null,
        false,
        gated,
        unschedulable,
        null,
        List.of());
  }
}
