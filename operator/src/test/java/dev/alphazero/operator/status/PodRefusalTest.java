package dev.alphazero.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.role.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The API server's words as controllers pass them on, and what to do.
final class PodRefusalTest {
  private static final String SET =
      "create Pod c4-learner-0 in StatefulSet c4-learner failed error: ";
  private static final String FORBIDDEN = "pods \"c4-actor-5b8c9d6f7-x7k2p\" is forbidden: ";

  private record Case(String told, String words, String remedy) {}

  @TestFactory
  Stream<DynamicTest> theRemedyFitsTheCause() {
    return Stream.of(
            actor(
                "exceeded quota: compute, requested: limits.cpu=8,pods=1, used: limits.cpu=1,pods=3, limited: limits.cpu=8,pods=3",
                "raise the quota compute, or lower spec.pods.actor.resources.limits.cpu and actors.replicas or actors.autoscaling.max"),
            actor(
                "exceeded quota: compute, requested: cpu=2,requests.memory=1Gi,requests.nvidia.com/gpu=1, used: cpu=1, limited: cpu=2",
                "raise the quota compute, or lower spec.pods.actor.resources.requests.cpu and spec.pods.actor.resources.requests.memory and the GPUs that the profile asks for"),
            actor(
                "failed quota: compute: must specify limits.cpu for: actor",
                "set spec.pods.actor.resources.limits.cpu, which the quota compute counts"),
            actor(
                "failed quota: compute: must specify limits.cpu for: actor; limits.ephemeral-storage for: actor,proxy",
                "set spec.pods.actor.resources.limits.cpu and spec.pods.actor.resources.limits.ephemeral-storage, which the quota compute counts"),
            actor(
                "insufficient quota to match these scopes: [{PriorityClass In [high]}]",
                "have a quota made that admits such pods, or change spec.pods.actor.priorityClassName"),
            actor(
                "maximum memory usage per Container is 1Mi, but limit is 2Gi",
                "change spec.pods.actor.resources.limits.memory to fit the namespace's LimitRange (kubectl describe limitrange), or have that changed"),
            actor(
                "[maximum cpu usage per Container is 1.  No limit is specified, minimum memory usage per Pod is 4Gi, but request is 1Gi]",
                "[maximum cpu usage per Container is 1. No limit is specified, minimum memory usage per Pod is 4Gi, but request is 1Gi]",
                "change spec.pods.actor.resources.limits.cpu and spec.pods.actor.resources.requests.memory to fit the namespace's LimitRange (kubectl describe limitrange), or have that changed"),
            actor(
                "cpu max limit to request ratio per Container is 2, but no limit is specified or limit is 0",
                "change spec.pods.actor.resources.limits.cpu to fit the namespace's LimitRange (kubectl describe limitrange), or have that changed"),
            actor(
                "no PriorityClass with name does-not-exist was found",
                "have the PriorityClass does-not-exist made, or change spec.pods.actor.priorityClassName (kubectl get priorityclasses)"),
            actor(
                "pod rejected: RuntimeClass \"gvisor\" not found",
                "have the RuntimeClass gvisor made, or change spec.pods.actor.runtimeClassName (kubectl get runtimeclasses)"),
            actor(
                "violates PodSecurity \"restricted:latest\": runAsUser=0 (pod must not set runAsUser=0)",
                "change what it names in spec.pods.actor, or the namespace's level restricted:latest (label pod-security.kubernetes.io/enforce)"),
            actor(
                "ValidatingAdmissionPolicy 'uid-range' with binding 'uid-range' denied request: runAsUser must be in the ranges: [1000630000, 1000639999]",
                "set spec.pods.actor.securityContext to users and groups that are allowed there, or to none where the platform sets them"),
            actor(
                "unable to validate against any security context constraint: [provider \"restricted-v2\": .spec.securityContext.fsGroup: Invalid value: []int64{65532}: 65532 is not an allowed group]",
                "set spec.pods.actor.securityContext to users and groups that are allowed there, or to none where the platform sets them"),
            actor(
                "ValidatingAdmissionPolicy 'owners' with binding 'owners' denied request: a label owner is needed",
                "change spec.pods.actor to what the policy owners asks for, or have that make an exception"),
            actor(
                "error looking up service account games/c4: serviceaccount \"c4\" not found",
                "the account games/c4 must be there: the operator makes a training's own again unless condition WriteRefused says why not"),
            actor(
                "unable to create new content in namespace games because it is being terminated",
                "the namespace is being deleted, and the training with it"),
            actor(
                "something nobody has thought of",
                "change spec.pods.actor to what the namespace admits, or have the rule changed that refuses it"),
            new Case(
                "Error creating: admission webhook \"validate.kyverno.svc-fail\" denied the request: \n\nresource Pod/games/c4-actor-5b8c9d6f7-x7k2p was blocked\n",
                "admission webhook \"validate.kyverno.svc-fail\" denied the request: resource Pod/games/c4-actor was blocked",
                "change spec.pods.actor to what the policy validate.kyverno.svc-fail asks for, or have that make an exception"),
            new Case(
                "(combined from similar events): Error creating: Internal error occurred: failed calling webhook \"pods.example\": failed to call webhook: Post \"https://x\": connection refused",
                "Internal error occurred: failed calling webhook \"pods.example\": failed to call webhook: Post \"https://x\": connection refused",
                "the webhook pods.example does not answer, which its owner must mend; nothing in the training is wrong"),
            new Case(
                "Pod \"c4-actor-5b8c9d6f7-x7k2p\" is invalid: metadata.labels: Invalid value: \"a b\"",
                "Pod is invalid: metadata.labels: Invalid value: \"a b\"",
                "change the field of spec.pods.actor that it comes from"))
        .map(
            given ->
                DynamicTest.dynamicTest(
                    given.words,
                    () ->
                        assertThat(PodRefusal.of(Role.ACTOR, "c4-actor", given.told))
                            .isEqualTo(new PodRefusal(given.words, given.remedy))));
  }

  @TestFactory
  Stream<DynamicTest> ofTheLearner() {
    return Stream.of(
            new Case(
                SET + "pods \"c4-learner-0\" is forbidden: no PriorityClass with name x was found",
                "pods is forbidden: no PriorityClass with name x was found",
                "have the PriorityClass x made, or change spec.pods.learner.priorityClassName (kubectl get priorityclasses)"),
            new Case(
                SET
                    + "pods \"c4-learner-0\" is forbidden: exceeded quota: few, requested: pods=1, used: pods=0, limited: pods=0",
                "pods is forbidden: exceeded quota: few, requested: pods=1, used: pods=0, limited: pods=0",
                "raise the quota few, or lower the number of other pods"),
            new Case(
                SET + "admission webhook \"w\" denied the request: c4-learner-0 has no owner",
                "admission webhook \"w\" denied the request: c4-learner has no owner",
                "change spec.pods.learner to what the policy w asks for, or have that make an exception"))
        .map(
            given ->
                DynamicTest.dynamicTest(
                    given.words,
                    () ->
                        assertThat(PodRefusal.of(Role.LEARNER, "c4-learner", given.told))
                            .isEqualTo(new PodRefusal(given.words, given.remedy))));
  }

  private static Case actor(String words, String remedy) {
    return actor(words, words, remedy);
  }

  private static Case actor(String told, String words, String remedy) {
    return new Case(FORBIDDEN + told, "pods is forbidden: " + words, remedy);
  }
}
