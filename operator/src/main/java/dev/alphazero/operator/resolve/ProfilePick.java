package dev.alphazero.operator.resolve;

import dev.alphazero.crd.resolve.Devices;
import dev.alphazero.crd.resolve.GpuClass;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.operator.gpu.Cluster;
import dev.alphazero.operator.gpu.GpuChoice;
import dev.alphazero.operator.gpu.GpuDemand;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The profile of a training in a cluster: the one that it names, or `auto`'s choice.
sealed interface ProfilePick {
  /// How long `auto` waits for GPUs that labels announce.
  Duration GPU_WAIT = Duration.ofMinutes(2);

  /// @param reason why, one sentence that begins with the name
  /// @param found the GPUs that the pods can have; null if there are none, or no one may know
  record Picked(String name, String reason, GpuChoice.@Nullable Found found)
      implements ProfilePick {}

  /// There is no profile, or not yet.
  record Not(Resolution resolution) implements ProfilePick {}

  /// Returns the pick.
  ///
  /// @param since when a wait for GPUs began; `Instant.MIN` for no wait
  static ProfilePick of(
      Asked asked, Cluster cluster, Profiles profiles, Instant since, Instant now) {
    return asked.isAuto() ? auto(asked, cluster, since, now) : named(asked, cluster, profiles);
  }

  /// Returns the class that a built-in profile is for, by its name; empty for any other name.
  static Optional<GpuClass> classOf(String profile) {
    return Arrays.stream(GpuClass.values())
        .filter(gpuClass -> gpuClass.profile().equals(profile))
        .findFirst();
  }

  private static ProfilePick named(Asked asked, Cluster cluster, Profiles profiles) {
    Devices devices = Devices.of(asked.spec(), profiles.find(asked.requested()));
    String reason = asked.requested() + ": named by the specification";
    return new Picked(
        asked.requested(),
        reason,
        cluster instanceof Cluster.Nodes(var nodes)
                && GpuChoice.of(nodes, asked.demand(devices)) instanceof GpuChoice.Found found
            ? found
            : null);
  }

  private static ProfilePick auto(Asked asked, Cluster cluster, Instant since, Instant now) {
    Devices devices = Devices.of(asked.spec(), null);
    GpuDemand demand = asked.demand(devices);
    if (demand.isNone()) {
      return cpu(devices.areCpu() ? "device is cpu" : "no pod asks for a GPU");
    }
    return switch (cluster) {
      case Cluster.Unreadable _ ->
          not(
              Resolution.NODES_NOT_READABLE,
              "profile auto needs the right to read nodes, profile=auto; name a profile in"
                  + " spec.profile (high, mid, low or cpu), or grant the operator list and watch on nodes");
      case Cluster.Nodes(var nodes) ->
          switch (GpuChoice.of(nodes, demand)) {
            case GpuChoice.Found found ->
                new Picked(found.gpuClass().profile(), found.reason(), found);
            case GpuChoice.Late late -> late(asked, late, since, now);
            case GpuChoice.None(List<String> unusable) ->
                without(asked, unusable, GpuClass.CPU.rule());
          };
    };
  }

  private static ProfilePick late(Asked asked, GpuChoice.Late late, Instant since, Instant now) {
    Instant until = since.equals(Instant.MIN) ? Instant.MIN : since.plus(GPU_WAIT);
    if (now.isBefore(until)) {
      return new Not(
          new Resolution.Waiting(
              Resolution.GPU_NOT_READY,
              "node "
                  + late.node()
                  + " announces a GPU and does not offer it yet, "
                  + late.evidence()
                  + "; auto takes the CPU at "
                  + until
                  + ": see that the device plugin runs there, or name a profile in spec.profile",
              until));
    }
    String why = "the GPU of node " + late.node() + " was not ready in time";
    return without(asked, List.of(why), why);
  }

  /// Returns the CPU, unless a role that has pods will have none of it.
  private static ProfilePick without(Asked asked, List<String> unusable, String why) {
    Devices devices = Devices.of(asked.spec(), null);
    if (devices.learner().isCuda()) {
      return noGpu(Devices.fieldOf(asked.spec(), Devices.LEARNER), unusable);
    }
    return devices.inference().isCuda() && asked.demand(devices).inferencePods() > 0
        ? noGpu(Devices.fieldOf(asked.spec(), Devices.INFERENCE), unusable)
        : cpu(why);
  }

  private static ProfilePick cpu(String why) {
    return new Picked(GpuClass.CPU.profile(), GpuClass.CPU.profile() + ": " + why, null);
  }

  private static ProfilePick noGpu(String field, List<String> unusable) {
    return not(
        Resolution.GPU_NOT_FOUND,
        "%1$s cuda needs a GPU that the pods may use and none was found, %1$s=cuda%2$s; set spec.%1$s to auto or cpu, or name a GPU profile in spec.profile to wait for a GPU"
            .formatted(field, Warnings.shortList(unusable)));
  }

  private static ProfilePick not(String reason, String message) {
    return new Not(new Resolution.Refused(reason, message));
  }
}
