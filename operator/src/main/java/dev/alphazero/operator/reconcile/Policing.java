package dev.alphazero.operator.reconcile;

import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.Frozen;
import dev.alphazero.operator.freeze.Inputs;
import dev.alphazero.operator.freeze.RoleInputs;
import dev.alphazero.operator.lifecycle.Lifecycle;
import dev.alphazero.operator.lifecycle.RunPlan.Phase;
import dev.alphazero.operator.manifest.OperatorConfig;
import dev.alphazero.operator.manifest.RoleRenderer;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.Observer.Sight;
import dev.alphazero.operator.observe.Permissions;
import dev.alphazero.operator.policy.AccountCheck;
import dev.alphazero.operator.policy.Bounds;
import dev.alphazero.operator.policy.PodCheck;
import dev.alphazero.operator.policy.Policy;
import dev.alphazero.operator.policy.Violation;
import dev.alphazero.operator.resolve.Resolution;
import dev.alphazero.operator.resolve.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Holds what is to run to the administrator's policy: a pure function.
///
/// | the role | a violation |
/// |---|---|
/// | is rendered anew | refuses the edit, or the training if it has none that ran |
/// | would start, as nothing of the training runs | keeps the training from starting |
/// | runs, rendered as before | is told |
final class Policing {
  private final Policy policy;
  private final OperatorConfig config;
  private final RoleRenderer renderer;

  Policing(Policy policy, OperatorConfig config) {
    this.policy = policy;
    this.config = config;
    this.renderer = new RoleRenderer(config.workerImage(), config.cudaImage());
  }

  /// What the training runs with by a resolution.
  interface Freezing {
    Frozen next(Observed seen, Resolution resolution, Snapshot snapshot);
  }

  /// What is left to decide by.
  ///
  /// @param seen without what was frozen if that may not start
  /// @param tolerated what runs and would be refused now
  /// @param refusedAnnotations keys of annotations that the training's account does not get
  record Outcome(
      Resolution resolution,
      Observed seen,
      List<Violation> tolerated,
      Set<String> refusedAnnotations) {}

  Outcome of(Sight sight, Resolution resolution, Freezing freezing) {
    Observed seen = sight.observed();
    Snapshot snapshot = Lifecycle.snapshotOf(seen, resolution);
    if (snapshot == null) {
      return new Outcome(resolution, seen, List.of(), Set.of());
    }
    Frozen next = freezing.next(seen, resolution, snapshot);
    boolean starts = isIdle(seen) && isToRun(seen, resolution);
    List<Violation> refused = new ArrayList<>();
    List<Violation> tolerated = new ArrayList<>();
    Map<Role, RoleInputs> inputs = Inputs.of(seen.training(), snapshot);
    for (Role role : Role.values()) {
      RoleInputs of = inputs.get(role);
      if (of != null && next.roles().containsKey(role)) {
        (starts || isAnew(role, seen.frozen(), next) ? refused : tolerated)
            .addAll(check(role, next, of, sight.permissions()));
      }
    }
    Map<String, String> asked = OwnAccount.asked(seen.training());
    Map<String, String> there = OwnAccount.there(sight.children());
    Set<String> refusedAnnotations = new TreeSet<>();
    for (Violation violation : AccountCheck.of(asked, bounds(sight.permissions()))) {
      String key = violation.value();
      boolean isThere = Objects.equals(asked.get(key), there.get(key));
      (starts || !isThere ? refused : tolerated).add(violation);
      refusedAnnotations.add(key);
    }
    if (refused.isEmpty()) {
      return new Outcome(resolution, seen, tolerated, refusedAnnotations);
    }
    Resolution.Refused no = refusal(refused);
    boolean held = isIdle(seen) && isToRun(seen, no);
    return new Outcome(no, held ? seen.withoutFrozen() : seen, tolerated, refusedAnnotations);
  }

  private List<Violation> check(
      Role role, Frozen next, RoleInputs inputs, Permissions permissions) {
    Frozen.FrozenRole frozen = next.role(role);
    return PodCheck.of(
        role,
        frozen.template(),
        renderer.template(role, inputs.plain(), frozen.configMap()),
        inputs.image(),
        new PodCheck.Context(
            inputs.training().name(),
            inputs.training().namespace(),
            bounds(permissions),
            List.of(config.workerImage(), config.cudaImage()),
            permissions.allowed()));
  }

  private Bounds bounds(Permissions permissions) {
    return policy.boundsOf(permissions.namespaceLabels());
  }

  private Resolution.Refused refusal(List<Violation> refused) {
    List<Violation> ofPolicy = refused.stream().filter(it -> !it.ofObject()).toList();
    return ofPolicy.isEmpty()
        ? new Resolution.Refused(Resolution.OBJECT_NOT_ALLOWED, Violation.text(refused))
        : new Resolution.Refused(
            Resolution.POLICY_VIOLATED,
            Violation.text(refused) + ": change it, or ask " + policy.whomToAsk() + " to allow it");
  }

  private static boolean isAnew(Role role, @Nullable Frozen before, Frozen next) {
    return before == null || !next.role(role).equals(before.roles().get(role));
  }

  private static boolean isIdle(Observed seen) {
    return seen.workloads().values().stream().allMatch(workload -> workload.desired() == 0);
  }

  private static boolean isToRun(Observed seen, Resolution resolution) {
    return Lifecycle.plan(seen, resolution, 1).phase() == Phase.RUNNING;
  }
}
