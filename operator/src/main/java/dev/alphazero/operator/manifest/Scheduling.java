package dev.alphazero.operator.manifest;

import dev.alphazero.crd.pod.PodOverrides;
import dev.alphazero.crd.pod.PodOverrides.TaintEffect;
import dev.alphazero.crd.pod.PodOverrides.TolerationOperator;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.RoleInputs;
import dev.alphazero.operator.gpu.GpuNeed;
import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTermBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where pods may and should run.
final class Scheduling {
  private static final Toleration GPU_NODES =
      new TolerationBuilder()
          .withKey(GpuNeed.NVIDIA_GPU)
          .withOperator("Exists")
          .withEffect("NoSchedule")
          .build();

  /// Taints of a node that does not answer.
  private static final List<String> LOST =
      List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

  private static final long LOST_SECONDS = 30;

  private Scheduling() {}

  /// Returns what is known, what is written, and for pods that keep nothing half a minute on a node
  /// that does not answer, where Kubernetes gives five. The learner keeps Kubernetes' time: its
  /// volume may be tied to the node.
  static List<Toleration> tolerations(Role role, RoleInputs inputs) {
    List<PodOverrides.Toleration> written = written(inputs.overrides());
    List<Toleration> tolerations = new ArrayList<>();
    if (inputs.gpuResource() != null) {
      tolerations.add(GPU_NODES);
    }
    if (role != Role.LEARNER) {
      LOST.stream()
          .filter(taint -> written.stream().noneMatch(it -> isFor(taint, it)))
          .forEach(taint -> tolerations.add(forAWhile(taint)));
    }
    written.forEach(it -> tolerations.add(toleration(it)));
    return tolerations;
  }

  private static List<PodOverrides.Toleration> written(@Nullable PodOverrides overrides) {
    return overrides == null || overrides.tolerations() == null
        ? List.of()
        : overrides.tolerations();
  }

  /// Of two tolerations of a taint the shorter one counts, so that ours must not stand beside one
  /// that is written.
  private static boolean isFor(String taint, PodOverrides.Toleration written) {
    return written.key() == null || written.key().isEmpty() || written.key().equals(taint);
  }

  private static Toleration forAWhile(String taint) {
    return new TolerationBuilder()
        .withKey(taint)
        .withOperator("Exists")
        .withEffect("NoExecute")
        .withTolerationSeconds(LOST_SECONDS)
        .build();
  }

  private static Toleration toleration(PodOverrides.Toleration written) {
    return new Toleration(
        effect(written.effect()),
        written.key(),
        written.operator() == TolerationOperator.EXISTS ? "Exists" : "Equal",
        written.tolerationSeconds(),
        written.value());
  }

  private static @Nullable String effect(@Nullable TaintEffect effect) {
    return switch (effect) {
      case null -> null;
      case NO_SCHEDULE -> "NoSchedule";
      case PREFER_NO_SCHEDULE -> "PreferNoSchedule";
      case NO_EXECUTE -> "NoExecute";
    };
  }

  /// Preferred, not required: labels of a GPU appear with its node, and a required one would keep a
  /// node autoscaler from adding that node.
  static @Nullable Affinity affinity(RoleInputs inputs) {
    PodOverrides overrides = inputs.overrides();
    Affinity written =
        overrides == null || overrides.affinity() == null
            ? null
            : as(Affinity.class, overrides.affinity());
    if (inputs.gpuResource() == null || inputs.preferredNodes().isEmpty()) {
      return written;
    }
    List<PreferredSchedulingTerm> terms = new ArrayList<>();
    new TreeMap<>(inputs.preferredNodes())
        .forEach((label, values) -> terms.add(preferring(label, values)));
    return new AffinityBuilder(Objects.requireNonNullElseGet(written, Affinity::new))
        .editOrNewNodeAffinity()
        .addAllToPreferredDuringSchedulingIgnoredDuringExecution(terms)
        .endNodeAffinity()
        .build();
  }

  /// The fields of the records are those of Kubernetes.
  private static <T> T as(Class<T> type, Object written) {
    return Serialization.jsonMapper().convertValue(written, type);
  }

  private static PreferredSchedulingTerm preferring(String label, List<String> values) {
    return new PreferredSchedulingTermBuilder()
        .withWeight(100)
        .withNewPreference()
        .withMatchExpressions(new NodeSelectorRequirement(label, "In", values))
        .endPreference()
        .build();
  }

  /// Inference pods spread over nodes if they can, so that a node takes one of them with it.
  static List<TopologySpreadConstraint> spread(Role role, RoleInputs inputs) {
    LabelSelector pods =
        new LabelSelectorBuilder()
            .withMatchLabels(Children.selector(inputs.training().name(), role))
            .build();
    PodOverrides overrides = inputs.overrides();
    if (overrides != null && overrides.topologySpreadConstraints() != null) {
      return overrides.topologySpreadConstraints().stream()
          .map(written -> as(TopologySpreadConstraint.class, written))
          .map(
              constraint ->
                  constraint.getLabelSelector() == null
                      ? constraint.toBuilder().withLabelSelector(pods).build()
                      : constraint)
          .toList();
    }
    return role == Role.INFERENCE
        ? List.of(
            new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey("kubernetes.io/hostname")
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withLabelSelector(pods)
                .build())
        : List.of();
  }
}
