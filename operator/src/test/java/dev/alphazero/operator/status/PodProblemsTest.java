package dev.alphazero.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Pods;
import dev.alphazero.operator.Situation;
import dev.alphazero.operator.observe.PodFacts;
import dev.alphazero.operator.observe.PodFacts.ContainerFacts;
import dev.alphazero.operator.observe.Workload;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is wrong with pods, in words.
final class PodProblemsTest {
  private record Case(PodFacts pod, String reason, String words) {}

  @TestFactory
  Stream<DynamicTest> everyProblemNamesThePodAndWhatToDo() {
    return Stream.of(
            new Case(
                Pods.waiting(
                    Role.LEARNER, 0, "ErrImagePull", "failed to authorize: 401 Unauthorized"),
                "ImagePullFailed",
                "learner pod c4-learner-0: its image cannot be pulled: failed to authorize: 401"
                    + " Unauthorized: check spec.image and spec.pullSecrets"),
            new Case(
                Pods.waiting(
                    Role.LEARNER,
                    0,
                    "ImagePullBackOff",
                    "Back-off pulling image \"a/b:1\": ErrImagePull: failed to authorize: 401 Unauthorized"),
                "ImagePullFailed",
                "learner pod c4-learner-0: its image cannot be pulled: failed to authorize: 401"
                    + " Unauthorized: check spec.image and spec.pullSecrets"),
            new Case(
                Pods.waiting(
                    Role.ACTOR, 0, "CreateContainerConfigError", "secret \"token\" not found"),
                "ContainerConfigError",
                "actor pod c4-actor-0: its container cannot be started: secret \"token\" not found:"
                    + " check spec.pods.actor and what it names"),
            new Case(
                Pods.unschedulable(Role.INFERENCE, 0, "0/3 nodes: 3 Insufficient nvidia.com/gpu."),
                "Unschedulable",
                "inference pod c4-inference-0: no node takes it: 0/3 nodes: 3 Insufficient"
                    + " nvidia.com/gpu.: add such nodes, or change spec.profile or"
                    + " spec.pods.inference to fit them"),
            new Case(
                Pods.restarted(Role.ACTOR, 0, 1, "OOMKilled", 137),
                "OutOfMemory",
                "actor pod c4-actor-0: it was killed for using more memory than its limit: raise"
                    + " spec.pods.actor.resources.memory, or lower what needs it"),
            new Case(
                Pods.restarted(Role.LEARNER, 0, 2, "Error", 1),
                "CrashLoop",
                "learner pod c4-learner-0: it crashes: Error, exit code 1: read kubectl logs"
                    + " --previous c4-learner-0"),
            new Case(
                Pods.waiting(Role.LEARNER, 0, "CrashLoopBackOff", "back-off 5m0s restarting"),
                "CrashLoop",
                "learner pod c4-learner-0: it crashes: read kubectl logs --previous c4-learner-0"),
            new Case(
                Pods.deleting(Role.ACTOR, 0, Situation.START.minusSeconds(30)),
                "NodeLost",
                "actor pod c4-actor-0: its node does not answer: repair or delete the node, or"
                    + " kubectl delete pod --force c4-actor-0"))
        .map(
            given ->
                DynamicTest.dynamicTest(
                    given.reason + " of " + given.pod.name(),
                    () ->
                        assertThat(PodProblems.of(Situation.of("").up().pod(given.pod).seen()))
                            .containsExactly(
                                new PodProblem(given.pod.role(), given.reason, given.words))));
  }

  /// The kubelet goes back and forth between the failure and the wait for the next attempt.
  @TestFactory
  Stream<DynamicTest> anImageThatCannotBePulledHasTheSameWordsFromTheFirstFailureOn() {
    return Stream.of("ErrImagePull", "RegistryUnavailable", "SignatureValidationFailed")
        .map(
            reason ->
                DynamicTest.dynamicTest(
                    reason,
                    () -> {
                      String words = "failed to pull and unpack image \"registry.invalid/w:1\"";
                      List<PodProblem> first = problemsOf(reason, words);
                      assertThat(first)
                          .singleElement()
                          .satisfies(
                              problem -> {
                                assertThat(problem.reason()).isEqualTo("ImagePullFailed");
                                assertThat(problem.message()).contains(words);
                              });
                      assertThat(
                              problemsOf(
                                  "ImagePullBackOff",
                                  "Back-off pulling image \"registry.invalid/w:1\": %s: %s"
                                      .formatted(reason, words)))
                          .isEqualTo(first);
                    }));
  }

  private static List<PodProblem> problemsOf(String reason, String words) {
    return PodProblems.of(
        Situation.of("").up().pod(Pods.waiting(Role.LEARNER, 0, reason, words)).seen());
  }

  @Test
  void podsOfAllRolesThatAreRefusedAreTold() {
    Situation situation = Situation.of("").up();
    for (Role role : Role.values()) {
      situation
          .withoutPods(role)
          .workload(role, new Workload(1, 0, 0, 0, true, "pods \"x\" is forbidden: " + role));
    }
    assertThat(PodProblems.of(situation.seen()))
        .extracting(PodProblem::role)
        .containsExactly(Role.LEARNER, Role.INFERENCE, Role.ACTOR);
    assertThat(situation.assembled().conditions())
        .filteredOn(condition -> condition.type().equals("Degraded"))
        .singleElement()
        .satisfies(
            degraded ->
                assertThat(degraded.message())
                    .contains("pods of role learner", "pods of role inference", "role actor"));
  }

  @TestFactory
  Stream<DynamicTest> whatEndsByItselfIsNoProblem() {
    return Stream.of(
            Situation.pod(Role.ACTOR, 0, true),
            Situation.pod(Role.ACTOR, 0, false),
            Pods.gated(Role.ACTOR, 0),
            Pods.failed(Role.ACTOR, 0, "Evicted"),
            Pods.deleting(Role.ACTOR, 0, Situation.START.plusSeconds(30)),
            Pods.waiting(Role.ACTOR, 0, "ContainerCreating", ""))
        .map(
            pod ->
                DynamicTest.dynamicTest(
                    pod.toString(),
                    () ->
                        assertThat(PodProblems.of(Situation.of("").up().pod(pod).seen()))
                            .isEmpty()));
  }

  @Test
  void anEndThatIsLongOverIsNoProblem() {
    PodFacts crashed = Pods.restarted(Role.LEARNER, 0, 3, "OOMKilled", 137);
    PodFacts back =
        new PodFacts(
            crashed.name(),
            crashed.uid(),
            Role.LEARNER,
            crashed.ip(),
            "Running",
            true,
            null,
            false,
            false,
            null,
            null,
            crashed.containers());
    assertThat(PodProblems.of(Situation.of("").up().pod(back).seen())).isEmpty();
  }

  @Test
  void anInitContainerThatRanAgainIsNoProblem() {
    PodFacts pod = Situation.pod(Role.LEARNER, 0, false);
    PodFacts started =
        new PodFacts(
            pod.name(),
            pod.uid(),
            Role.LEARNER,
            pod.ip(),
            "Running",
            false,
            null,
            false,
            false,
            null,
            null,
            List.of(
                new ContainerFacts("prepare", 1, null, null, "Completed", 0),
                pod.containers().getFirst()));
    assertThat(PodProblems.of(Situation.of("").up().pod(started).seen())).isEmpty();
  }

  @Test
  void theLearnersProblemIsFirstAndPodsOfOneKindAreOne() {
    Situation situation = Situation.of("").up();
    for (int i = 2; i >= 0; i--) {
      situation.pod(Pods.restarted(Role.ACTOR, i, 1, "Error", 1));
    }
    situation.pod(Pods.unschedulable(Role.LEARNER, 0, "0/1 nodes")).claim("Pending");
    assertThat(PodProblems.of(situation.seen()))
        .extracting(PodProblem::message)
        .satisfiesExactly(
            learner ->
                assertThat(learner)
                    .startsWith("learner pod c4-learner-0: ")
                    .endsWith("; its volume waits too, see condition VolumeBound"),
            actors -> assertThat(actors).startsWith("actor pod c4-actor-0 and 2 more: it crashes"));
  }

  @Test
  void aQuotaThatAllowsNoPodsIsToldWithoutTheNameOfAnAttempt() {
    Situation situation = Situation.of("").up().withoutPods(Role.ACTOR);
    situation.workload(
        Role.ACTOR,
        new Workload(
            3, 0, 0, 0, true, "pods \"c4-actor-7d9fx\" is forbidden: exceeded quota: team"));
    assertThat(PodProblems.of(situation.seen()))
        .containsExactly(
            new PodProblem(
                Role.ACTOR,
                "PodsNotCreated",
                "pods of role actor cannot be created: pods is forbidden: exceeded quota: team:"
                    + " raise the quota team, or lower spec.pods.actor.resources"));
  }
}
