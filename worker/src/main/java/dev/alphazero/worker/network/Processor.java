package dev.alphazero.worker.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The processor this program runs on: what a measurement belongs to.
///
/// @param name the processor's name, or `unknown`
/// @param flags instruction sets and other features, as Linux names them; empty where it does not
///   say
public record Processor(String name, Set<String> flags) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /// The name of a processor that has none, as on ARM.
  public static final String UNKNOWN = "unknown";

  /// Returns what this machine says about itself.
  public static Processor here() {
    try {
      return parse(Files.readAllLines(CPU_INFO));
    } catch (IOException _) {
      return parse(List.of());
    }
  }

  /// Reads lines of `name : value`, as in Linux' `/proc/cpuinfo`; of several processors the first
  /// counts. ARM names no model, and calls the flags `Features`.
  static Processor parse(List<String> lines) {
    String flags = first(lines, "flags", first(lines, "Features", ""));
    Set<String> set = new TreeSet<>(Arrays.asList(flags.split(" ", -1)));
    set.remove("");
    return new Processor(first(lines, "model name", UNKNOWN), set);
  }

  private static String first(List<String> lines, String name, String otherwise) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().equals(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    return otherwise;
  }
}
