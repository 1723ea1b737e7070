package dev.alphazero.operator.status;

import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.lifecycle.PodLife;
import dev.alphazero.operator.observe.ClaimFacts;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.PodFacts;
import dev.alphazero.operator.observe.PodFacts.ContainerFacts;
import dev.alphazero.operator.observe.Workload;
import dev.alphazero.operator.owned.Children;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns what is wrong with pods into a reason and words: one problem per role and reason, the
/// learner's first. The words do not change while the problem stays: no counters, no back-off
/// times.
final class PodProblems {
  private static final Set<String> IMAGE_PULL =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed");

  private static final Set<String> CONFIG =
      Set.of(
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError",
          "PreCreateHookError",
          "PreStartHookError",
          "PostStartHookError");

  /// What the kubelet puts before the cause once it backs off.
  private static final Pattern BACK_OFF =
      Pattern.compile(
          "^Back-off pulling image \"[^\"]*\": ((%s): )?".formatted(String.join("|", IMAGE_PULL)));

  /// What is wrong, and what to do.
  private record Fault(String reason, String what, String remedy) {}

  private PodProblems() {}

  /// Returns the problems, the most important first.
  static List<PodProblem> of(Observed seen) {
    List<PodProblem> problems = new ArrayList<>();
    for (Role role : List.of(Role.LEARNER, Role.INFERENCE, Role.ACTOR)) {
      addRefusal(problems, role, seen);
      addPods(problems, role, seen);
    }
    return List.copyOf(problems);
  }

  private static void addRefusal(List<PodProblem> problems, Role role, Observed seen) {
    Workload workload = seen.workloads().get(role);
    if (workload != null && !workload.problem().isEmpty()) {
      String name = Children.name(seen.training().getMetadata().getName(), role);
      PodRefusal refusal = PodRefusal.of(role, name, workload.problem());
      problems.add(
          new PodProblem(
              role,
              Reasons.PODS_NOT_CREATED,
              "pods of role %s cannot be created: %s: %s"
                  .formatted(role.text(), refusal.words(), refusal.remedy())));
    }
  }

  private static void addPods(List<PodProblem> problems, Role role, Observed seen) {
    Map<String, List<PodFacts>> byReason = new LinkedHashMap<>();
    seen.pods().stream()
        .filter(pod -> pod.role() == role)
        .sorted(Comparator.comparing(PodFacts::name))
        .forEach(
            pod -> {
              Fault fault = faultOf(pod, seen);
              if (fault != null) {
                byReason.computeIfAbsent(fault.reason, _ -> new ArrayList<>()).add(pod);
              }
            });
    byReason.forEach((_, pods) -> problems.add(problem(role, pods, seen)));
  }

  private static PodProblem problem(Role role, List<PodFacts> pods, Observed seen) {
    PodFacts first = pods.getFirst();
    Fault fault = Objects.requireNonNull(faultOf(first, seen));
    String more = pods.size() > 1 ? " and " + (pods.size() - 1) + " more" : "";
    return new PodProblem(
        role,
        fault.reason,
        "%s pod %s%s: %s: %s".formatted(role.text(), first.name(), more, fault.what, fault.remedy));
  }

  private static @Nullable Fault faultOf(PodFacts pod, Observed seen) {
    if (PodLife.isLost(pod, seen.now()) || pod.phase().equals("Unknown")) {
      return new Fault(
          Reasons.NODE_LOST,
          "its node does not answer",
          "repair or delete the node, or kubectl delete pod --force " + pod.name());
    }
    if (PodLife.hasEnded(pod) || pod.deletionDeadline() != null || pod.gated()) {
      return null;
    }
    String unschedulable = pod.unschedulable();
    if (unschedulable != null) {
      return new Fault(
          Reasons.UNSCHEDULABLE,
          "no node takes it: " + unschedulable,
          placeRemedy(pod, seen.claim()));
    }
    return pod.containers().stream()
        .map(container -> faultOf(pod, container))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String placeRemedy(PodFacts pod, @Nullable ClaimFacts claim) {
    String remedy =
        "add such nodes, or change spec.profile or spec.pods." + pod.role().text() + " to fit them";
    boolean volumeWaits =
        pod.role() == Role.LEARNER && claim != null && claim.phase().equals("Pending");
    return volumeWaits ? remedy + "; its volume waits too, see condition VolumeBound" : remedy;
  }

  private static @Nullable Fault faultOf(PodFacts pod, ContainerFacts container) {
    String waiting = Objects.requireNonNullElse(container.waitingReason(), "");
    String words = Objects.requireNonNullElse(container.waitingMessage(), waiting);
    if (IMAGE_PULL.contains(waiting)) {
      return new Fault(
          Reasons.IMAGE_PULL_FAILED,
          "its image cannot be pulled: " + BACK_OFF.matcher(words).replaceFirst(""),
          "check spec.image and spec.pullSecrets");
    }
    if (CONFIG.contains(waiting)) {
      return new Fault(
          Reasons.CONTAINER_CONFIG_ERROR,
          "its container cannot be started: " + words,
          "check spec.pods." + pod.role().text() + " and what it names");
    }
    return pod.ready() ? null : endOf(pod, container, waiting);
  }

  /// A container that runs again counts as looping until its pod is ready, or the problem would
  /// come and go with each start.
  private static @Nullable Fault endOf(PodFacts pod, ContainerFacts container, String waiting) {
    String ended = container.terminatedReason();
    if (Objects.equals(ended, "OOMKilled")) {
      return new Fault(
          Reasons.OUT_OF_MEMORY,
          "it was killed for using more memory than its limit",
          "raise spec.pods.%s.resources.memory, or lower what needs it"
              .formatted(pod.role().text()));
    }
    boolean again =
        ended != null && container.restarts() > 0 && container.name().equals(pod.role().text());
    if (waiting.equals("CrashLoopBackOff") || again) {
      return new Fault(
          Reasons.CRASH_LOOP,
          ended == null
              ? "it crashes"
              : "it crashes: %s, exit code %d".formatted(ended, container.exitCode()),
          "read kubectl logs --previous " + pod.name());
    }
    return null;
  }
}
