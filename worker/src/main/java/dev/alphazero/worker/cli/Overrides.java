package dev.alphazero.worker.cli;

import dev.alphazero.crd.read.Flag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Values on the command line that win over a training file.
final class Overrides {
  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "auto, high, mid, low or cpu, instead of the file's")
  @Nullable String profile;

  @Option(names = "--seed", paramLabel = "N", description = "instead of the file's")
  @Nullable String seed;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "auto, cpu, cuda or cuda:N, instead of the file's; short for --set device=DEVICE")
  @Nullable String device;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "any field of the file's spec, for example search.simulations=64; repeatable")
  List<String> sets = new ArrayList<>();

  List<Flag> flags() {
    List<Flag> flags = new ArrayList<>();
    if (profile != null) {
      flags.add(Flag.of("--profile", "profile", profile));
    }
    if (seed != null) {
      flags.add(Flag.of("--seed", "seed", seed));
    }
    if (device != null) {
      flags.add(Flag.of("--device", "device", device));
    }
    sets.forEach(set -> flags.add(Flag.set(set)));
    return flags;
  }
}
