package dev.alphazero.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Profile;
import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.condition.Conditions;
import dev.alphazero.crd.condition.TrainingCondition;
import dev.alphazero.crd.condition.TrainingCondition.Status;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Golden;
import dev.alphazero.operator.Pods;
import dev.alphazero.operator.Situation;
import dev.alphazero.operator.resolve.Resolution;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Whole statuses, and what holds for every one of them.
final class StatusAssemblerTest {
  private static final String LIMITED = "  completion: {trainingSteps: 100000}\n";
  private static final Resolution REFUSED =
      new Resolution.Refused("NodesNotReadable", "the operator may not read nodes");

  private record Golds(String name, Supplier<Situation> situation) {}

  @TestFactory
  Stream<DynamicTest> statusesAreAsTheirGoldenFilesSay() {
    return Stream.of(
            new Golds("refused", () -> Situation.of(LIMITED).resolution(REFUSED)),
            new Golds("starting", StatusAssemblerTest::starting),
            new Golds("running-shared-gpu", StatusAssemblerTest::runningOnOneGpu),
            new Golds("running-actor-placement", StatusAssemblerTest::runningInActors),
            new Golds("degraded", StatusAssemblerTest::degraded),
            new Golds("image-pull", StatusAssemblerTest::imagePull),
            new Golds("quota-pending", StatusAssemblerTest::quotaPending),
            new Golds("suspended", StatusAssemblerTest::suspended),
            new Golds("complete", StatusAssemblerTest::complete),
            new Golds("failed", StatusAssemblerTest::failed))
        .map(
            gold ->
                DynamicTest.dynamicTest(
                    gold.name,
                    () ->
                        Golden.assertMatches(
                            "status/" + gold.name + ".yaml",
                            Serialization.asYaml(
                                withoutSettings(gold.situation.get().assembled())))));
  }

  @Test
  void everySettingIsToldWithItsOrigin() {
    Profile profile = Objects.requireNonNull(running().assembled().profile());
    assertThat(profile.settings())
        .containsEntry("game.name", "connect-four")
        .containsEntry("inference.batchSize", "256");
    assertThat(profile.origins()).containsEntry("inference.batchSize", "profile mid");
    assertThat(profile.hash()).matches("[0-9a-f]{64}");
  }

  @Test
  void theTransitionTimeStaysWhileTheStatusDoes() {
    Situation situation = Situation.of("").up();
    situation.written();
    situation.after(Duration.ofMinutes(1)).role(Role.ACTOR, 3, 2);
    AlphaZeroTrainingStatus partly = situation.written();
    assertThat(condition(partly, Conditions.ACTORS_AVAILABLE))
        .returns("PartlyAvailable", TrainingCondition::reason)
        .returns("2026-01-01T00:00:00Z", TrainingCondition::lastTransitionTime);

    situation.after(Duration.ofMinutes(1)).role(Role.ACTOR, 3, 0);
    assertThat(condition(situation.written(), Conditions.ACTORS_AVAILABLE))
        .returns(Status.FALSE, TrainingCondition::status)
        .returns("2026-01-01T00:02:00Z", TrainingCondition::lastTransitionTime);
  }

  @Test
  void everyConditionIsAboutTheNewestGeneration() {
    AlphaZeroTrainingStatus status = running().edited("").assembled();
    assertThat(status.observedGeneration()).isEqualTo(2);
    assertThat(status.conditions())
        .isNotEmpty()
        .allSatisfy(condition -> assertThat(condition.observedGeneration()).isEqualTo(2));
  }

  @Test
  void theSameFactsGiveTheSameStatus() {
    Situation situation = running();
    AlphaZeroTrainingStatus first = situation.written();
    assertThat(situation.after(Duration.ofSeconds(10)).assembled()).isEqualTo(first);
  }

  @Test
  void progressChangesNoCondition() {
    Situation situation = running();
    List<TrainingCondition> before = situation.written().conditions();
    LearnerProgress told = Situation.example(LearnerProgress.class, "learner-starting");
    assertThat(situation.learner(told).assembled().conditions()).isEqualTo(before);
  }

  private static Situation running() {
    return Situation.running().inference();
  }

  private static Situation starting() {
    Situation situation = Situation.of(LIMITED).claim("Pending").up().role(Role.LEARNER, 1, 0);
    return situation.role(Role.INFERENCE, 1, 0).role(Role.ACTOR, 3, 0);
  }

  private static Situation runningOnOneGpu() {
    return Situation.of(LIMITED)
        .sharing(GpuSharing.SHARED)
        .claim("Bound")
        .up()
        .learner("learner-running")
        .inference();
  }

  private static Situation runningInActors() {
    return Situation.of(LIMITED)
        .placement(Placement.ACTOR)
        .claim("Bound")
        .up()
        .learner("learner-running");
  }

  private static Situation degraded() {
    Situation situation = Situation.of(LIMITED).claim("Bound").up().learner("learner-running");
    situation.written();
    return situation
        .after(Duration.ofMinutes(1))
        .role(Role.INFERENCE, 1, 0)
        .pod(Pods.restarted(Role.INFERENCE, 0, 4, "OOMKilled", 137))
        .pod(Pods.restarted(Role.ACTOR, 2, 4, "Error", 1));
  }

  private static Situation imagePull() {
    String words =
        "Back-off pulling image \"nowhere/worker:1\": ErrImagePull: failed to resolve reference \"nowhere/worker:1\": not found";
    Situation situation = starting();
    situation.pod(Pods.waiting(Role.LEARNER, 0, "ImagePullBackOff", words));
    for (int i = 0; i < 3; i++) {
      situation.pod(Pods.waiting(Role.ACTOR, i, "ErrImagePull", words));
    }
    return situation.pod(Pods.waiting(Role.INFERENCE, 0, "ImagePullBackOff", words));
  }

  private static Situation quotaPending() {
    Situation situation = starting().labelled(Map.of("kueue.x-k8s.io/queue-name", "team-a"));
    for (int i = 0; i < 3; i++) {
      situation.pod(Pods.gated(Role.ACTOR, i));
    }
    return situation.pod(Pods.gated(Role.LEARNER, 0)).pod(Pods.gated(Role.INFERENCE, 0));
  }

  private static Situation suspended() {
    Situation situation = Situation.of(LIMITED).claim("Bound").up().learner("learner-running");
    situation.inference().written();
    return situation.after(Duration.ofMinutes(1)).edited(LIMITED + "  suspend: true\n").down();
  }

  private static Situation complete() {
    Situation situation = Situation.of(LIMITED).claim("Bound").up().learner("learner-complete");
    situation.written();
    return situation.after(Duration.ofMinutes(1)).down();
  }

  private static Situation failed() {
    Situation situation = Situation.of(LIMITED).claim("Bound").up().learner("learner-failed");
    situation.written();
    return situation.after(Duration.ofMinutes(1)).down();
  }

  /// The settings are another test's.
  private static AlphaZeroTrainingStatus withoutSettings(AlphaZeroTrainingStatus status) {
    Profile profile = status.profile();
    return new AlphaZeroTrainingStatus(
        status.observedGeneration(),
        status.state(),
        status.conditions(),
        profile == null
            ? null
            : new Profile(
                profile.name(),
                profile.reason(),
                profile.gpuClass(),
                profile.product(),
                profile.node(),
                profile.evidence(),
                profile.placement(),
                profile.gpuSharing(),
                null,
                null,
                null),
        status.actors(),
        status.progress(),
        status.checkpoint(),
        status.finish(),
        status.restarts());
  }

  private static TrainingCondition condition(AlphaZeroTrainingStatus status, String type) {
    return Objects.requireNonNull(ConditionList.find(status.conditions(), type), type);
  }
}
