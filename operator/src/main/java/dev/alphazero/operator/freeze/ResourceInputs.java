package dev.alphazero.operator.freeze;

import dev.alphazero.crd.pod.PodOverrides;
import dev.alphazero.crd.pod.PodsSpec;
import dev.alphazero.crd.pod.ResourcesSpec;
import dev.alphazero.crd.pod.ResourcesSpec.Amounts;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.role.Role;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a role's pod asks for and may use at most: as written, else as the profile says.
///
/// One process that does the work of two pods gets what the two would.
final class ResourceInputs {
  private ResourceInputs() {}

  /// Returns CPU and memory that the pod asks for.
  static Settings.Resources of(
      Role role, @Nullable PodsSpec pods, Settings.Pods profile, boolean withInference) {
    Settings.Resources own = requests(role, pods, profile);
    if (!withInference) {
      return own;
    }
    Settings.Resources more = requests(Role.INFERENCE, pods, profile);
    return new Settings.Resources(
        CanonicalQuantities.sum(own.cpu(), more.cpu()),
        CanonicalQuantities.sum(own.memory(), more.memory()));
  }

  /// Returns what the pod's container says beside CPU and memory that it asks for; null where that
  /// is nothing but memory as its own limit.
  static RoleInputs.@Nullable Bounds bounds(
      Role role, @Nullable PodsSpec pods, Settings.Pods profile, boolean withInference) {
    Wish own = Wish.of(role, pods, profile);
    Wish all = withInference ? own.with(Wish.of(Role.INFERENCE, pods, profile)) : own;
    RoleInputs.Bounds bounds =
        new RoleInputs.Bounds(
            all.cpuLimit,
            all.memoryLimit.equals(all.requests.memory()) ? null : all.memoryLimit,
            all.diskRequest,
            all.diskLimit);
    return bounds.equals(RoleInputs.Bounds.NONE) ? null : bounds;
  }

  private static Settings.Resources requests(
      Role role, @Nullable PodsSpec pods, Settings.Pods profile) {
    return Wish.of(role, pods, profile).requests;
  }

  /// Of one role, in canonical quantities.
  private record Wish(
      Settings.Resources requests,
      @Nullable String cpuLimit,
      String memoryLimit,
      @Nullable String diskRequest,
      @Nullable String diskLimit) {
    static Wish of(Role role, @Nullable PodsSpec pods, Settings.Pods profile) {
      Settings.Resources usual =
          switch (role) {
            case ACTOR -> profile.actor().resources();
            case INFERENCE -> profile.inference().resources();
            case LEARNER -> profile.learner().resources();
          };
      PodOverrides overrides = Inputs.overrides(role, pods);
      ResourcesSpec written = overrides == null ? null : overrides.resources();
      if (written == null) {
        String memory = CanonicalQuantities.canonical(usual.memory());
        return new Wish(
            new Settings.Resources(CanonicalQuantities.canonical(usual.cpu()), memory),
            null,
            memory,
            null,
            null);
      }
      Amounts requests = written.requests();
      Amounts limits = written.limits();
      String cpuLimit = amount(limits, Amounts::cpu);
      String cpu = first(amount(requests, Amounts::cpu), written.cpu());
      String memoryLimit = first(amount(limits, Amounts::memory), written.memory());
      String memory = first(amount(requests, Amounts::memory), memoryLimit, usual.memory());
      return new Wish(
          new Settings.Resources(
              cpu == null ? atMost(usual.cpu(), cpuLimit) : CanonicalQuantities.canonical(cpu),
              CanonicalQuantities.canonical(String.valueOf(memory))),
          canonical(cpuLimit),
          CanonicalQuantities.canonical(String.valueOf(first(memoryLimit, memory))),
          canonical(amount(requests, Amounts::ephemeralStorage)),
          canonical(amount(limits, Amounts::ephemeralStorage)));
    }

    /// A limit of one alone holds for both: the other adds what it asks for.
    Wish with(Wish other) {
      return new Wish(
          new Settings.Resources(
              CanonicalQuantities.sum(requests.cpu(), other.requests.cpu()),
              CanonicalQuantities.sum(requests.memory(), other.requests.memory())),
          cpuLimit == null && other.cpuLimit == null
              ? null
              : CanonicalQuantities.sum(
                  or(cpuLimit, requests.cpu()), or(other.cpuLimit, other.requests.cpu())),
          CanonicalQuantities.sum(memoryLimit, other.memoryLimit),
          sum(diskRequest, other.diskRequest),
          sum(diskLimit, other.diskLimit));
    }

    private static @Nullable String sum(@Nullable String a, @Nullable String b) {
      return a == null ? b : b == null ? a : CanonicalQuantities.sum(a, b);
    }

    private static String or(@Nullable String value, String other) {
      return value == null ? other : value;
    }

    private static String atMost(String quantity, @Nullable String limit) {
      return limit == null
              || CanonicalQuantities.max(quantity, limit)
                  .equals(CanonicalQuantities.canonical(limit))
          ? CanonicalQuantities.canonical(quantity)
          : CanonicalQuantities.canonical(limit);
    }

    private static @Nullable String amount(
        @Nullable Amounts amounts, Function<Amounts, @Nullable String> of) {
      return amounts == null ? null : of.apply(amounts);
    }

    private static @Nullable String first(@Nullable String... values) {
      for (String value : values) {
        if (value != null) {
          return value;
        }
      }
      return null;
    }

    private static @Nullable String canonical(@Nullable String quantity) {
      return quantity == null ? null : CanonicalQuantities.canonical(quantity);
    }
  }
}
