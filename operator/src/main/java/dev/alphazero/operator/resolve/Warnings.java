package dev.alphazero.operator.resolve;

import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.read.OldNames;
import dev.alphazero.crd.resolve.Devices;
import dev.alphazero.crd.resolve.GpuClass;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.gpu.GpuChoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person should know of a snapshot in the cluster as it is now. The snapshot stays as it
/// is.
final class Warnings {
  private static final int MAX_LISTED = 3;

  private Warnings() {}

  /// @param now the GPUs that the pods can have now; null if no one may know, or none is asked for
  static List<String> of(Snapshot snapshot, Asked asked, @Nullable GpuChoice now) {
    List<String> warnings = new ArrayList<>(OldNames.in(asked.spec()));
    if (snapshot.placement() == Placement.SHARED && !snapshot.usesGpu(Role.INFERENCE)) {
      warnings.add(
          "inference.placement is shared and %s: inference pods add a network hop and no speed"
              .formatted(snapshot.gpu() ? "inference runs on the CPU" : "there is no GPU"));
    }
    if (snapshot.placement() == Placement.ACTOR
        && snapshot.settings().inference().device().isCuda()
        && Devices.fieldOf(asked.spec(), Devices.INFERENCE).equals(Devices.INFERENCE)) {
      warnings.add(
          "inference.device is cuda and inference.placement is actor: actors have no GPU and"
              + " evaluate on the CPU");
    }
    if (snapshot.placement() == Placement.ACTOR
        && snapshot.settings().gpuSharing() == GpuSharing.SHARED
        && asked.spec().gpuSharing() == GpuSharing.SHARED) {
      warnings.add(
          "gpuSharing is shared and inference.placement is actor: there are no inference pods to"
              + " share with");
    }
    if (now != null) {
      warnings.addAll(snapshot.gpu() ? withGpu(snapshot, now) : withoutGpu(asked, now));
    }
    return warnings;
  }

  private static List<String> withGpu(Snapshot snapshot, GpuChoice choice) {
    return switch (choice) {
      case GpuChoice.Found found -> withGpu(snapshot, found);
      case GpuChoice.Late late ->
          List.of(
              "profile %s asks for %s, which node %s announces and does not offer yet"
                  .formatted(snapshot.profile(), snapshot.gpuResource(), late.node()));
      case GpuChoice.None(List<String> unusable) ->
          List.of(
              "profile %s asks for %s and no node has one for the pods: they wait for one%s"
                  .formatted(snapshot.profile(), snapshot.gpuResource(), shortList(unusable)));
    };
  }

  private static List<String> withGpu(Snapshot snapshot, GpuChoice.Found found) {
    List<String> warnings = new ArrayList<>();
    GpuClass wanted = ProfilePick.classOf(snapshot.profile()).orElse(GpuClass.LOW);
    if (found.gpuClass().compareTo(wanted) < 0) {
      warnings.add(
          "profile %s is made for GPUs with %s, and the nodes have %s: see that its batches fit"
              .formatted(snapshot.profile(), wanted.rule(), found.gpu().gpu().text()));
    }
    if (!found.gpu().doubt().isEmpty()) {
      warnings.add(
          found.gpu().doubt()
              + "; install GPU feature discovery, or name a profile in spec.profile");
    }
    if (found.gpus() < found.pods()) {
      warnings.add(
          "the pods ask for %d GPUs and the nodes have %d: some wait; set gpuSharing to shared, or add a node"
              .formatted(found.pods(), found.gpus()));
    }
    return warnings;
  }

  private static List<String> withoutGpu(Asked asked, GpuChoice choice) {
    if (!asked.isAuto()) {
      return List.of();
    }
    return switch (choice) {
      case GpuChoice.Found _ -> List.of();
      case GpuChoice.Late late ->
          List.of(
              "node %s announces a GPU that was not ready in time, %s: running on the CPU"
                  .formatted(late.node(), late.evidence()));
      case GpuChoice.None(List<String> unusable) ->
          unusable.isEmpty()
              ? List.of()
              : List.of("running on the CPU although there are GPUs" + shortList(unusable));
    };
  }

  /// Returns `: a; b; c; and 4 more`, or nothing.
  static String shortList(List<String> items) {
    if (items.isEmpty()) {
      return "";
    }
    String listed = String.join("; ", items.subList(0, Math.min(MAX_LISTED, items.size())));
    int more = items.size() - MAX_LISTED;
    return ": " + listed + (more > 0 ? "; and " + more + " more" : "");
  }
}
