package dev.alphazero.operator.resolve;

import dev.alphazero.crd.AlphaZeroProfileSpec;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.Device;
import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.read.Nearest;
import dev.alphazero.crd.read.Problem;
import dev.alphazero.crd.read.TrainingFileException;
import dev.alphazero.crd.resolve.Basis;
import dev.alphazero.crd.resolve.Basis.Decision;
import dev.alphazero.crd.resolve.Devices;
import dev.alphazero.crd.resolve.GpuClass;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.resolve.Resolved;
import dev.alphazero.crd.resolve.Resolver;
import dev.alphazero.crd.resolve.ResumeCheck;
import dev.alphazero.crd.resolve.SettingsJson;
import dev.alphazero.operator.gpu.Cluster;
import dev.alphazero.operator.gpu.GpuChoice;
import dev.alphazero.operator.gpu.GpuChoice.Found;
import dev.alphazero.operator.gpu.GpuDemand;
import dev.alphazero.operator.gpu.NodeGpus.Usable;
import dev.alphazero.operator.gpu.NodePin;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Resolves a training in its cluster: once, and then only its edits. A pure function.
///
/// It is resolved again when `spec.profile` changes, on resume, and when the annotation
/// `alphazero.dev/resolve` gets another value. In between nothing but an edit of the specification
/// changes a setting, and what is unset again is what it was. Game, network and seed never change.
public final class Resolve {
  private Resolve() {}

  /// Returns the resolution.
  ///
  /// @param frozen what was resolved before; null at first. If the outcome is `Refused` or
  ///   `Waiting`, it stays valid and keeps running
  /// @param resumed when the training was resumed, the same instant until it is resolved; null if
  ///   it is not being resumed
  public static Resolution of(
      AlphaZeroTraining training,
      @Nullable Snapshot frozen,
      @Nullable Instant resumed,
      Cluster cluster,
      Profiles profiles,
      Instant now) {
    try {
      Asked asked = Asked.of(training, frozen);
      if (frozen != null && resumed == null && !isRequestedAgain(frozen, asked)) {
        return edited(frozen, asked, cluster);
      }
      Instant since = waitingSince(asked, frozen, resumed);
      return switch (ProfilePick.of(asked, cluster, profiles, since, now)) {
        case ProfilePick.Picked picked -> anew(frozen, asked, picked, cluster, profiles);
        case ProfilePick.Not(Resolution outcome) -> outcome;
      };
    } catch (TrainingFileException e) {
      return new Resolution.Refused(
          Resolution.INVALID_SETTINGS,
          e.problems().stream().map(Problem::text).collect(Collectors.joining("; ")));
    } catch (IllegalArgumentException e) {
      return new Resolution.Refused(
          Resolution.INVALID_SETTINGS, Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  /// An annotation that is taken away asks for nothing.
  private static boolean isRequestedAgain(Snapshot frozen, Asked asked) {
    return !frozen.requested().equals(asked.requested())
        || (asked.trigger() != null && !asked.trigger().equals(frozen.trigger()));
  }

  /// Only a training that does not run can wait for GPUs.
  private static Instant waitingSince(
      Asked asked, @Nullable Snapshot frozen, @Nullable Instant resumed) {
    if (resumed != null) {
      return resumed;
    }
    return frozen == null ? asked.created() : Instant.MIN;
  }

  private static Resolution edited(Snapshot frozen, Asked asked, Cluster cluster) {
    Facts facts =
        new Facts(
            frozen.trigger(),
            frozen.gpuClass(),
            frozen.product(),
            frozen.node(),
            frozen.evidence(),
            frozen.pins());
    return checked(frozen, snapshot(asked, facts, frozen.basis()), asked, cluster);
  }

  private static Resolution anew(
      @Nullable Snapshot frozen,
      Asked asked,
      ProfilePick.Picked picked,
      Cluster cluster,
      Profiles profiles) {
    AlphaZeroProfileSpec sizes = profiles.find(picked.name());
    if (sizes == null) {
      return new Resolution.Refused(
          Resolution.PROFILE_NOT_FOUND,
          "spec.profile must be auto or the name of an AlphaZeroProfile, profile="
              + picked.name()
              + "; "
              + Nearest.hint(picked.name(), profiles.names()));
    }
    Basis basis =
        frozen == null
            ? Basis.of(asked.game(), picked.name(), picked.reason(), sizes)
            : frozen.basis().withProfile(picked.name(), picked.reason(), sizes);
    Devices devices = Devices.of(asked.spec(), sizes);
    boolean evaluates = Snapshot.asksForGpu(basis, devices.inference());
    boolean learns = Snapshot.asksForGpu(basis, devices.learner());
    Placement placement = PlacementChoice.of(asked.spec(), evaluates, asked.multiplyAdds());
    boolean gpu = learns || (evaluates && placement == Placement.SHARED);
    Found found = gpu ? picked.found() : null;
    boolean shared = found != null && found.shared() && learns && evaluates;
    Basis decided = basis.withDecisions(decisions(asked, evaluates, shared));
    Snapshot snapshot = snapshot(asked, Facts.of(asked, basis, gpu, found), decided);
    return checked(frozen, snapshot, asked, cluster);
  }

  /// What the cluster showed when it was resolved.
  private record Facts(
      @Nullable String trigger,
      String gpuClass,
      @Nullable String product,
      @Nullable String node,
      @Nullable String evidence,
      List<NodePin> pins) {
    /// A named profile asks for no product: a node autoscaler brings what it will.
    static Facts of(Asked asked, Basis basis, boolean gpu, @Nullable Found found) {
      if (found == null) {
        GpuClass named = ProfilePick.classOf(basis.profile()).orElse(GpuClass.LOW);
        GpuClass gpuClass = gpu ? named : GpuClass.CPU;
        return new Facts(asked.trigger(), gpuClass.profile(), null, null, null, List.of());
      }
      Usable seen = found.gpu();
      return new Facts(
          asked.trigger(),
          found.gpuClass().profile(),
          seen.product(),
          seen.node(),
          seen.evidenceText(),
          asked.isAuto() ? found.pins() : List.of());
    }
  }

  private static List<Decision> decisions(Asked asked, boolean evaluates, boolean shared) {
    PlacementChoice placement = PlacementChoice.auto(asked.spec(), evaluates, asked.multiplyAdds());
    return List.of(
        new Decision("inference.placement", text(placement.placement()), placement.why()),
        new Decision(
            "gpuSharing",
            text(shared ? GpuSharing.SHARED : GpuSharing.DEDICATED),
            shared ? "one GPU in all" : "not one GPU in all"));
  }

  private static Snapshot snapshot(Asked asked, Facts facts, Basis basis) {
    Resolved resolved = Resolver.resolve(asked.spec(), basis);
    refuseNumbers(asked, resolved);
    Devices devices = Devices.of(resolved.settings());
    Placement placement = resolved.settings().inference().placement();
    Map<String, String> origins = new LinkedHashMap<>();
    resolved.origins().forEach((path, origin) -> origins.put(path, origin.text()));
    return new Snapshot(
        asked.requested(),
        facts.trigger(),
        basis.profile(),
        basis.reason(),
        facts.gpuClass(),
        facts.product(),
        facts.node(),
        facts.evidence(),
        Snapshot.asksForGpu(basis, devices.learner())
            || (placement == Placement.SHARED && Snapshot.asksForGpu(basis, devices.inference())),
        asked.gpuResource(),
        placement,
        placement == Placement.SHARED ? resolved.settings().gpuSharing() : GpuSharing.DEDICATED,
        resolved.settings(),
        origins,
        facts.pins(),
        basis);
  }

  /// A pod sees only the GPU that it was given, which is its first.
  private static void refuseNumbers(Asked asked, Resolved resolved) {
    Devices devices = Devices.of(resolved.settings());
    refuseNumber(asked, Devices.INFERENCE, devices.inference(), resolved);
    refuseNumber(asked, Devices.LEARNER, devices.learner(), resolved);
  }

  private static void refuseNumber(Asked asked, String path, Device device, Resolved resolved) {
    if (device.index() > 0) {
      String field = Devices.fieldOf(asked.spec(), path);
      throw new IllegalArgumentException(
          "spec.%1$s must be auto, cpu or cuda in a cluster, where a pod sees no GPU but the one that it was given, %1$s=%2$s (%3$s)"
              .formatted(
                  field,
                  device.text(),
                  Objects.requireNonNull(resolved.origins().get(path)).text()));
    }
  }

  private static Resolution checked(
      @Nullable Snapshot frozen, Snapshot snapshot, Asked asked, Cluster cluster) {
    if (frozen != null) {
      List<String> changed = changedForGood(frozen, snapshot);
      if (!changed.isEmpty()) {
        return new Resolution.Refused(
            Resolution.IMMUTABLE_FIELD_CHANGED,
            String.join("; ", changed) + "; create another training");
      }
    }
    GpuDemand demand = asked.demand(Devices.of(snapshot.settings()));
    GpuChoice now =
        cluster instanceof Cluster.Nodes(var nodes) && !demand.isNone()
            ? GpuChoice.of(nodes, demand)
            : null;
    return new Resolution.Resolved(
        snapshot, Warnings.of(snapshot, asked, now), better(snapshot, asked, now));
  }

  private static List<String> changedForGood(Snapshot frozen, Snapshot snapshot) {
    Map<String, String> before = SettingsJson.values(frozen.settings());
    Map<String, String> now = SettingsJson.values(snapshot.settings());
    return Stream.concat(before.keySet().stream(), now.keySet().stream())
        .distinct()
        .filter(ResumeCheck::isImmutable)
        .filter(path -> !Objects.equals(before.get(path), now.get(path)))
        .map(
            path ->
                "spec.%s cannot change in a training: it was %s, now %s"
                    .formatted(
                        path, before.getOrDefault(path, "none"), now.getOrDefault(path, "none")))
        .toList();
  }

  private static String better(Snapshot snapshot, Asked asked, @Nullable GpuChoice now) {
    if (asked.isAuto()
        && now instanceof Found found
        && ProfilePick.classOf(snapshot.profile())
            .filter(frozen -> found.gpuClass().compareTo(frozen) > 0)
            .isPresent()) {
      return found.gpuClass().profile();
    }
    return "";
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
