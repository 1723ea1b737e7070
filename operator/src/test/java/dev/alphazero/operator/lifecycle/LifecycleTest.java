package dev.alphazero.operator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Finish;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Outcome;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Restarts;
import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.progress.ProgressJson;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Pods;
import dev.alphazero.operator.Situation;
import dev.alphazero.operator.lifecycle.RunPlan.Phase;
import dev.alphazero.operator.observe.Workload;
import dev.alphazero.operator.resolve.Resolution;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What runs, step by step.
final class LifecycleTest {
  private static final String LIMITED = "  completion: {trainingSteps: 1000}\n";
  private static final String SUSPENDED = LIMITED + "  suspend: true\n";
  private static final Resolution REFUSED =
      new Resolution.Refused("NodesNotReadable", "the operator may not read nodes");

  @Test
  void aResolvedTrainingRuns() {
    assertRuns(Situation.of("").plan(), Phase.RUNNING, 3, 1, 1);
  }

  @Test
  void placementAndSharingNeedNoInferencePods() {
    assertRuns(Situation.of("").placement(Placement.ACTOR).plan(), Phase.RUNNING, 3, 0, 1);
    assertRuns(Situation.of("").sharing(GpuSharing.SHARED).plan(), Phase.RUNNING, 3, 0, 1);
  }

  @Test
  void aRefusedTrainingRunsNothingUnlessItWasFrozen() {
    RunPlan refused = Situation.of("").resolution(REFUSED).plan();
    assertRuns(refused, Phase.PENDING, 0, 0, 0);
    assertThat(refused.reason()).isEqualTo("NodesNotReadable");
    assertRuns(Situation.of("").frozen().resolution(REFUSED).plan(), Phase.RUNNING, 3, 1, 1);
  }

  @Test
  void aTrainingThatWaitsForGpusRunsNothingYet() {
    Resolution waiting =
        new Resolution.Waiting("WaitingForGpus", "no capacity yet", Situation.START.plusSeconds(9));
    assertRuns(Situation.of("").resolution(waiting).plan(), Phase.PENDING, 0, 0, 0);
  }

  @Test
  void suspendStopsActorsThenInferenceThenTheLearner() {
    Situation situation = Situation.of(SUSPENDED).up();
    assertRuns(situation.plan(), Phase.SUSPENDING, 0, 1, 1);

    situation.role(Role.ACTOR, 0, 0);
    assertRuns(situation.plan(), Phase.SUSPENDING, 0, 0, 1);

    situation.role(Role.INFERENCE, 0, 0);
    assertRuns(situation.plan(), Phase.SUSPENDING, 0, 0, 0);

    situation.workload(Role.LEARNER, 0, 0);
    assertRuns(situation.plan(), Phase.SUSPENDING, 0, 0, 0);

    situation.withoutPods(Role.LEARNER);
    assertRuns(situation.plan(), Phase.SUSPENDED, 0, 0, 0);

    situation.edited(LIMITED);
    assertRuns(situation.plan(), Phase.RUNNING, 3, 1, 1);
  }

  @Test
  void aRoleIsNotGoneBeforeItsControllerHasSeenIt() {
    Situation situation = Situation.of(SUSPENDED).up().withoutPods(Role.ACTOR);
    situation.workload(Role.ACTOR, new Workload(0, 0, 0, 0, false, ""));
    assertRuns(situation.plan(), Phase.SUSPENDING, 0, 1, 1);
  }

  @Test
  void aLostNodeHoldsUpAStopForHalfAMinute() {
    Situation situation = Situation.of(SUSPENDED).up().role(Role.ACTOR, 0, 0);
    situation.pod(Pods.deleting(Role.ACTOR, 0, situation.now()));
    assertRuns(situation.plan(), Phase.SUSPENDING, 0, 1, 1);
    assertRuns(situation.after(Duration.ofSeconds(29)).plan(), Phase.SUSPENDING, 0, 1, 1);
    assertRuns(situation.after(Duration.ofSeconds(1)).plan(), Phase.SUSPENDING, 0, 0, 1);
  }

  @Test
  void anEvictedPodThatIsStillListedIsGone() {
    Situation situation = Situation.of(SUSPENDED).up().role(Role.ACTOR, 0, 0);
    situation.pod(Pods.failed(Role.ACTOR, 0, "Evicted"));
    assertRuns(situation.plan(), Phase.SUSPENDING, 0, 0, 1);
  }

  @Test
  void aStopStartsNothing() {
    assertRuns(Situation.of(SUSPENDED).plan(), Phase.SUSPENDED, 0, 0, 0);
    Situation learnerGone = Situation.of(SUSPENDED).up().role(Role.LEARNER, 0, 0);
    assertRuns(learnerGone.plan(), Phase.SUSPENDING, 0, 1, 0);
  }

  @Test
  void theLearnerOfACompleteTrainingStopsOnlyAfterTheStatusRemembers() {
    Situation situation =
        Situation.of(LIMITED).up().role(Role.ACTOR, 0, 0).role(Role.INFERENCE, 0, 0);
    situation.learner("learner-complete");
    RunPlan first = situation.plan();
    assertRuns(first, Phase.COMPLETING, 0, 0, 1);
    assertThat(first.finish())
        .isEqualTo(
            new Finish(
                Outcome.COMPLETE,
                "CompletionReached",
                "100,000 training steps",
                "2026-01-01T00:00:00Z",
                1L,
                "trainingSteps=1000"));

    situation.remembers(first).after(Duration.ofSeconds(1));
    RunPlan second = situation.plan();
    assertRuns(second, Phase.COMPLETING, 0, 0, 0);
    assertThat(second.finish()).isEqualTo(first.finish());

    assertRuns(situation.down().plan(), Phase.COMPLETE, 0, 0, 0);
  }

  @Test
  void aCompleteTrainingStaysSoUntilItsLimitsChange() {
    Situation situation = completed(LIMITED);
    assertRuns(situation.plan(), Phase.COMPLETE, 0, 0, 0);
    assertRuns(
        situation.edited(LIMITED + "  actors: {replicas: 9}\n").plan(), Phase.COMPLETE, 0, 0, 0);
    assertRuns(situation.edited(SUSPENDED).plan(), Phase.COMPLETE, 0, 0, 0);
    assertRuns(situation.resolution(REFUSED).plan(), Phase.COMPLETE, 0, 0, 0);

    Situation raised = completed(LIMITED).edited("  completion: {trainingSteps: 2000}\n");
    assertRuns(raised.plan(), Phase.RUNNING, 3, 1, 1);
    assertThat(raised.plan().finish()).isNull();
  }

  @Test
  void aFinishThatOnlyTheStatusTellsEndsNothing() {
    RunPlan finished = Situation.of(LIMITED).up().learner("learner-complete").plan();
    Situation forged = Situation.of(LIMITED).up().learner("learner-running");
    forged.status(
        new AlphaZeroTrainingStatus(
            1L, "Complete", null, null, null, null, null, finished.finish(), null));
    assertRuns(forged.plan(), Phase.RUNNING, 3, 1, 1);
    assertThat(forged.plan().finish()).isNull();
  }

  @Test
  void aFinishThatCouldNotBeRecordedIsNotTold() {
    RunPlan plan = Situation.of(LIMITED).up().learner("learner-complete").plan().withoutFinish();
    assertRuns(plan, Phase.RUNNING, 0, 1, 1);
    assertThat(plan.finish()).isNull();
  }

  @Test
  void aRaisedCompletionWaitsForTheOldLearnerToGo() {
    Situation situation = completed(LIMITED);
    situation.role(Role.LEARNER, 1, 1).learner("learner-complete");
    situation.edited("  completion: {trainingSteps: 200000}\n");
    assertRuns(situation.plan(), Phase.COMPLETING, 0, 0, 0);
    assertRuns(situation.down().plan(), Phase.RUNNING, 3, 1, 1);
  }

  /// The learner hears of a change within two minutes, and may complete before.
  @Test
  void aFinishIsByTheLimitsThatTheLearnerKnew() {
    String raised = "  completion: {games: 200}\n";
    Situation situation = Situation.of(raised).up().learner(completeBy("100"));
    RunPlan finished = situation.plan();
    assertThat(Objects.requireNonNull(finished.finish()).completion()).isEqualTo("games=100");
    assertRuns(situation.remembers(finished).down().plan(), Phase.RUNNING, 3, 1, 1);

    Situation heard = Situation.of(raised).up().learner(completeBy("200"));
    assertRuns(heard.remembers(heard.plan()).down().plan(), Phase.COMPLETE, 0, 0, 0);
  }

  private static LearnerProgress completeBy(String games) {
    return ProgressJson.read(
        LearnerProgress.class,
        """
        {"version": 1, "state": "complete", "reason": "%1$s games", "incarnation": 1, "steps": 9,
         "games": %1$s, "samples": 900, "limits": {"games": %1$s}}
        """
            .formatted(games)
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aReportWithoutALearnerIsOld() {
    Situation situation = Situation.of(LIMITED).down();
    situation.learner("learner-complete");
    assertRuns(situation.plan(), Phase.RUNNING, 3, 1, 1);
  }

  @Test
  void aFinishedTrainingExpiresAfterItsTime() {
    Situation situation = completed(LIMITED + "  ttlAfterFinished: 1h\n");
    assertRuns(situation.after(Duration.ofSeconds(3599)).plan(), Phase.COMPLETE, 0, 0, 0);
    assertRuns(situation.after(Duration.ofSeconds(1)).plan(), Phase.EXPIRED, 0, 0, 0);
    assertRuns(situation.edited("  ttlAfterFinished: 1h\n").plan(), Phase.RUNNING, 3, 1, 1);
  }

  @Test
  void aTrainingThatStillStopsDoesNotExpire() {
    Situation situation = completed(LIMITED + "  ttlAfterFinished: 0s\n");
    assertRuns(situation.role(Role.ACTOR, 1, 1).plan(), Phase.COMPLETING, 0, 0, 0);
    assertRuns(situation.down().plan(), Phase.EXPIRED, 0, 0, 0);
  }

  @Test
  void aFailedLearnerEndsTheTrainingUntilTheSpecChanges() {
    Situation situation = Situation.of(LIMITED).up().learner("learner-failed");
    RunPlan failed = situation.plan();
    assertRuns(failed, Phase.FAILED, 0, 1, 1);
    assertThat(failed.reason()).isEqualTo("LearnerFailed");
    assertThat(failed.message()).contains("lower learner.optimizer.learningRate");

    situation.remembers(failed).down();
    assertRuns(situation.plan(), Phase.FAILED, 0, 0, 0);
    assertRuns(situation.edited(SUSPENDED).plan(), Phase.SUSPENDED, 0, 0, 0);
    situation.remembers(situation.plan());
    assertRuns(situation.edited(LIMITED).plan(), Phase.RUNNING, 3, 1, 1);
  }

  @Test
  void moreRestartsWithoutAStepThanAllowedEndTheTraining() {
    Situation situation = Situation.of("  failurePolicy: {maxRestarts: 2}\n").up();
    situation.pod(Pods.restarted(Role.LEARNER, 0, 2, "Error", 1));
    assertRuns(situation.plan(), Phase.RUNNING, 3, 1, 1);

    situation.pod(Pods.restarted(Role.LEARNER, 0, 3, "OOMKilled", 137));
    RunPlan failed = situation.plan();
    assertRuns(failed, Phase.FAILED, 0, 1, 1);
    assertThat(failed.reason()).isEqualTo("TooManyRestarts");
    assertThat(failed.message())
        .contains("restarted 3 times", "maxRestarts=2", "c4-learner-0: OOMKilled, exit code 137");

    Situation again =
        situation.remembers(failed).down().edited("  failurePolicy: {maxRestarts: 3}\n");
    assertRuns(again.plan(), Phase.RUNNING, 3, 1, 1);
    assertThat(again.plan().restarts()).isEqualTo(new Restarts(3, 0, null, "uid-c4-learner-0/3"));
  }

  @Test
  void sixRestartsAreAllowedWhenNothingIsSaid() {
    Situation situation = Situation.of("").up();
    situation.pod(Pods.restarted(Role.LEARNER, 0, 6, "Error", 1));
    assertRuns(situation.plan(), Phase.RUNNING, 3, 1, 1);
    situation.pod(Pods.restarted(Role.LEARNER, 0, 7, "Error", 1));
    assertRuns(situation.plan(), Phase.FAILED, 0, 1, 1);
  }

  @Test
  void lostActorsAndInferenceEndNothing() {
    Situation situation = Situation.of("  failurePolicy: {maxRestarts: 0}\n").up();
    situation.pod(Pods.restarted(Role.ACTOR, 0, 50, "Error", 1));
    situation.pod(Pods.restarted(Role.INFERENCE, 0, 50, "Error", 1));
    assertRuns(situation.plan(), Phase.RUNNING, 3, 1, 1);
  }

  @Test
  void theFirstStartAndTheOneAfterAPauseHaveTheWholeBudget() {
    Situation situation = Situation.of("").up();
    situation.pod(Pods.restarted(Role.LEARNER, 0, 5, "Error", 1));
    RunPlan crashed = situation.plan();
    assertThat(crashed.restarts().withoutProgress()).isEqualTo(5);
    situation.remembers(crashed).edited("  suspend: true\n").down();
    assertThat(situation.plan().restarts().withoutProgress()).isZero();
  }

  @Test
  void limitsThatAreNotSetAreNotRemembered() {
    Situation none = Situation.of("  completion: {games: 0, activeDeadline: 0s}\n");
    assertThat(limits(none)).doesNotContain("games", "activeDeadline");
    assertThat(
            limits(
                Situation.of(
                    "  completion: {trainingSteps: 7, games: 8, samples: 9, activeDeadline: 90m, errorRate: 0.01}\n")))
        .isEqualTo("trainingSteps=7 games=8 samples=9 activeDeadline=1h30m errorRate=0.01");
  }

  private static String limits(Situation situation) {
    return Finishing.limits(
        Objects.requireNonNull(Lifecycle.snapshotOf(situation.seen(), situation.resolution())));
  }

  private static Situation completed(String specLines) {
    Situation situation = Situation.of(specLines).up().learner("learner-complete");
    return situation.remembers(situation.plan()).down();
  }

  private static void assertRuns(
      RunPlan plan, Phase phase, int actors, int inference, int learner) {
    assertThat(plan.phase()).isEqualTo(phase);
    assertThat(plan.replicas(Role.ACTOR)).as("actors").isEqualTo(actors);
    assertThat(plan.replicas(Role.INFERENCE)).as("inference").isEqualTo(inference);
    assertThat(plan.replicas(Role.LEARNER)).as("learner").isEqualTo(learner);
  }
}
