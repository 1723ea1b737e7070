package dev.alphazero.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.condition.Conditions;
import dev.alphazero.crd.condition.TrainingCondition;
import dev.alphazero.crd.condition.TrainingCondition.Status;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Situation;
import dev.alphazero.operator.apply.Refusal;
import dev.alphazero.operator.policy.Violation;
import dev.alphazero.operator.resolve.Resolution;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The conditions that come and go.
final class StatusConditionsTest {
  private static final Resolution REFUSED =
      new Resolution.Refused("NodesNotReadable", "the operator may not read nodes");

  @Test
  void aRefusedEditOfARunningTrainingShowsAndStopsNothing() {
    AlphaZeroTrainingStatus status = running().resolution(REFUSED).assembled();
    assertThat(condition(status, Conditions.READY).status()).isEqualTo(Status.TRUE);
    assertThat(condition(status, Conditions.PROFILE_RESOLVED))
        .returns(Status.FALSE, TrainingCondition::status)
        .returns("NodesNotReadable", TrainingCondition::reason);
    assertThat(condition(status, Conditions.DEGRADED).message())
        .startsWith("the edit has no effect, the training runs as before");
    assertThat(status.state()).isEqualTo("Degraded");
  }

  @Test
  void whatRunsAndWouldBeRefusedNowIsTold() {
    AlphaZeroTrainingStatus status =
        running()
            .tolerated(new Violation("spec.pods.actor.labels", "app", "labels.refuse=app", false))
            .assembled();

    assertThat(condition(status, Conditions.POLICY_VIOLATED))
        .returns(Status.TRUE, TrainingCondition::status)
        .returns("RunsAsBefore", TrainingCondition::reason)
        .returns(
            "it runs as it was started, and would be refused if it were started or changed now:"
                + " spec.pods.actor.labels asks for app, which the policy refuses by"
                + " labels.refuse=app",
            TrainingCondition::message);
    assertThat(condition(status, Conditions.DEGRADED).status()).isEqualTo(Status.FALSE);
    assertThat(status.state()).isEqualTo("Running");
  }

  @Test
  void whatThePolicyRefusesIsTold() {
    AlphaZeroTrainingStatus status =
        Situation.of("")
            .resolution(new Resolution.Refused(Resolution.POLICY_VIOLATED, "words"))
            .assembled();

    assertThat(condition(status, Conditions.POLICY_VIOLATED))
        .returns(Status.TRUE, TrainingCondition::status)
        .returns("PolicyViolated", TrainingCondition::reason)
        .returns("words", TrainingCondition::message);
    assertThat(condition(status, Conditions.PROGRESSING).reason()).isEqualTo("PolicyViolated");
    assertThat(status.state()).isEqualTo("Pending");
  }

  @Test
  void waitingForGpusIsNotKnowing() {
    Resolution waiting =
        new Resolution.Waiting("WaitingForGpus", "no capacity yet", Situation.START);
    AlphaZeroTrainingStatus status = Situation.of("").resolution(waiting).assembled();
    assertThat(condition(status, Conditions.PROFILE_RESOLVED).status()).isEqualTo(Status.UNKNOWN);
    assertThat(status.state()).isEqualTo("Pending");
  }

  @Test
  void warningsOfTheProfileAreTold() {
    Situation situation = Situation.of("").up();
    Resolution.Resolved resolved = (Resolution.Resolved) situation.resolution();
    AlphaZeroTrainingStatus status =
        situation
            .resolution(
                new Resolution.Resolved(
                    resolved.snapshot(), List.of("8188 MiB may be too few"), "high"))
            .assembled();
    assertThat(condition(status, Conditions.PROFILE_RESOLVED))
        .returns("ResolvedWithWarnings", TrainingCondition::reason)
        .returns(
            "NVIDIA-L4 has 23034 MiB; warning: 8188 MiB may be too few",
            TrainingCondition::message);
    assertThat(condition(status, Conditions.BETTER_PROFILE_AVAILABLE).message())
        .contains("high", "alphazero.dev/resolve");
  }

  @Test
  void aRefusedWriteIsToldInTheServersWords() {
    AlphaZeroTrainingStatus status =
        Situation.of("")
            .refused(
                new Refusal("Deployment", "c4-actor", 403, "exceeded quota: pods"),
                new Refusal("Service", "c4-learner", 409, "is controlled by another"),
                new Refusal("StatefulSet", "c4-learner", 422, "spec: Invalid value"),
                new Refusal("ConfigMap", "c4-actor-1", 422, "too long"))
            .assembled();
    assertThat(condition(status, Conditions.WRITE_REFUSED))
        .returns("Forbidden", TrainingCondition::reason)
        .extracting(TrainingCondition::message)
        .asString()
        .contains(
            "Deployment c4-actor was refused (403): exceeded quota: pods: give the operator the right",
            "Service c4-learner was refused (409): is controlled by another: an object of this name",
            "StatefulSet c4-learner was refused (422): spec: Invalid value: change the field")
        .endsWith("; and 1 more");
    assertThat(condition(status, Conditions.DEGRADED).reason()).isEqualTo("Forbidden");
  }

  @Test
  void scalingByHandIsIgnoredOnlyWhileAutoscalingIsEnforced() {
    Situation situation = Situation.of("  actors: {replicas: 4}\n").up();
    assertThat(find(situation.written(), Conditions.SCALE_IGNORED)).isNull();

    situation.edited("  actors: {replicas: 9}\n");
    assertThat(condition(situation.written(), Conditions.SCALE_IGNORED).message())
        .startsWith("actors.replicas=9 has no effect");

    situation.edited("  actors: {replicas: 9, autoscaling: {mode: \"Off\"}}\n");
    assertThat(find(situation.written(), Conditions.SCALE_IGNORED)).isNull();

    situation.edited("  actors: {replicas: 9, autoscaling: {mode: Enforce}}\n");
    assertThat(find(situation.written(), Conditions.SCALE_IGNORED)).isNull();
  }

  @Test
  void whatTheAutoscalerMeetsIsTold() {
    Situation situation = running();
    situation.scaling(new Scaling(null, "QuotaExceeded", "3 actors have no quota"));
    assertThat(condition(situation.assembled(), Conditions.QUOTA_EXCEEDED).message())
        .isEqualTo("3 actors have no quota");
    situation.scaling(new Scaling(null, "MetricsStale", "nothing is known of inference"));
    assertThat(condition(situation.assembled(), Conditions.METRICS_STALE).reason())
        .isEqualTo("MetricsStale");
    situation.scaling(new Scaling(17, "Advised", ""));
    assertThat(Objects.requireNonNull(situation.assembled().actors()).advised()).isEqualTo(17);
  }

  @Test
  void aLearnerThatFellSilentIsStale() {
    Situation situation = running();
    situation.written();
    assertThat(find(situation.after(Duration.ofSeconds(119)).written(), Conditions.METRICS_STALE))
        .isNull();
    AlphaZeroTrainingStatus stale = situation.after(Duration.ofSeconds(1)).written();
    assertThat(condition(stale, Conditions.METRICS_STALE).reason()).isEqualTo("NoRecentReport");
    assertThat(Objects.requireNonNull(stale.progress()).gamesPerHour()).isNull();
    assertThat(Objects.requireNonNull(stale.progress()).games()).isEqualTo(120_377);
  }

  @Test
  void aLearnerThatNeverSpokeIsStaleOnceItIsReadyForLong() {
    Situation situation = Situation.of("").up();
    situation.written();
    assertThat(find(situation.after(Duration.ofSeconds(119)).written(), Conditions.METRICS_STALE))
        .isNull();
    assertThat(find(situation.after(Duration.ofSeconds(1)).written(), Conditions.METRICS_STALE))
        .isNotNull();
  }

  @Test
  void aVolumeThatDoesNotBindIsTold() {
    assertThat(condition(Situation.of("").claim("Pending").assembled(), Conditions.VOLUME_BOUND))
        .returns("VolumePending", TrainingCondition::reason)
        .extracting(TrainingCondition::message)
        .asString()
        .contains("claim of 20Gi of storage class fast is not bound");
    assertThat(condition(Situation.of("").claim("Lost").assembled(), Conditions.VOLUME_BOUND))
        .returns("VolumeLost", TrainingCondition::reason);
  }

  @Test
  void aRoleThatStartsForTheFirstTimeIsNotDegraded() {
    Situation situation = Situation.of("").up().role(Role.INFERENCE, 1, 0);
    assertThat(situation.written().state()).isEqualTo("Starting");
    situation.up();
    assertThat(situation.written().state()).isEqualTo("Running");
    situation.role(Role.INFERENCE, 1, 0);
    AlphaZeroTrainingStatus lost = situation.written();
    assertThat(lost.state()).isEqualTo("Degraded");
    assertThat(condition(lost, Conditions.PROGRESSING).reason()).isEqualTo("Starting");
    assertThat(condition(lost, Conditions.FAILED).status()).isEqualTo(Status.FALSE);
    assertThat(situation.after(Duration.ofMinutes(1)).assembled().state()).isEqualTo("Degraded");
  }

  /// What was wrong with its specification says nothing of its pods.
  @Test
  void aTrainingThatNeverRanIsNotUnavailableOnceItsSpecificationIsRight() {
    Situation situation = Situation.of("").up().role(Role.LEARNER, 1, 0);
    situation.refused(new Refusal("Deployment", "c4-actor", 422, "no label"));
    assertThat(situation.written().state()).isEqualTo("Degraded");
    situation.refused();
    assertThat(situation.written().state()).isEqualTo("Starting");
  }

  @Test
  void noActorsAreEnoughIfNoneAreAskedFor() {
    AlphaZeroTrainingStatus status = Situation.of("").wantedActors(0).up().assembled();
    assertThat(condition(status, Conditions.ACTORS_AVAILABLE))
        .returns(Status.TRUE, TrainingCondition::status)
        .returns("NotNeeded", TrainingCondition::reason);
    assertThat(status.state()).isEqualTo("Running");
  }

  private static Situation running() {
    return Situation.running().inference();
  }

  private static TrainingCondition condition(AlphaZeroTrainingStatus status, String type) {
    return Objects.requireNonNull(find(status, type), type);
  }

  private static @Nullable TrainingCondition find(AlphaZeroTrainingStatus status, String type) {
    return ConditionList.find(status.conditions(), type);
  }
}
