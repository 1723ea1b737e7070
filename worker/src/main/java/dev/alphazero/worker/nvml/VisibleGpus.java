package dev.alphazero.worker.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Which GPUs a CUDA program of this process sees: those of the driver, or those that
/// `CUDA_VISIBLE_DEVICES` names, which NVML does not heed.
///
/// A number counts in the order of the PCI bus. CUDA does so with `CUDA_DEVICE_ORDER=PCI_BUS_ID`,
/// and otherwise puts the fastest first, which is the same where all are alike; an engine that
/// wants to be sure asks for its own by `Nvml.byPciBusId`.
public final class VisibleGpus {
  static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  private VisibleGpus() {}

  /// Returns the GPUs and slices that CUDA sees, in its order.
  ///
  /// @param unknown receives what could not be found out, for people
  public static List<NvmlDevice> of(Nvml nvml, Consumer<String> unknown) {
    return of(nvml, System.getenv(VARIABLE), unknown);
  }

  /// @param names value of the variable, null when it is not set: all
  static List<NvmlDevice> of(Nvml nvml, @Nullable String names, Consumer<String> unknown) {
    List<NvmlDevice> all = nvml.devices(unknown);
    if (names == null) {
      return all;
    }
    List<NvmlDevice> visible = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      Optional<NvmlDevice> named = find(nvml, all, name.strip());
      if (named.isEmpty()) {
        break; // as CUDA does: what comes after a name of nothing is hidden
      }
      visible.add(named.get());
    }
    if (visible.size() < all.size()) {
      unknown.accept(
          "%s=%s hides GPUs: %d of %d are seen"
              .formatted(VARIABLE, names, visible.size(), all.size()));
    }
    return visible;
  }

  /// @param name a number, the beginning of a GPU's UUID, or a slice's UUID
  private static Optional<NvmlDevice> find(Nvml nvml, List<NvmlDevice> all, String name) {
    if (name.matches("\\d{1,4}")) {
      int index = Integer.parseInt(name);
      return index < all.size() ? Optional.of(all.get(index)) : Optional.empty();
    }
    if (name.startsWith("MIG-")) {
      try {
        return Optional.of(nvml.byUuid(name));
      } catch (NvmlException _) {
        return Optional.empty();
      }
    }
    return name.startsWith("GPU-")
        ? all.stream()
            .filter(gpu -> gpu.uuid().filter(id -> id.startsWith(name)).isPresent())
            .findFirst()
        : Optional.empty();
  }
}
