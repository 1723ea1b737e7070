package dev.alphazero.worker.benchmark.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.alphazero.worker.network.Processor;
import dev.alphazero.worker.run.Versions;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was found out about the machine before the first turn.
///
/// @param text in one line, for people
/// @param instructionSets those that networks profit from, as Linux names them
/// @param cores processors that this process may use
/// @param gpus each in one line: name, and what the driver reports of memory and clocks
/// @param loadAverage of the last minute; null where the system does not say
/// @param otherWorkPercent what other programs took of all processors during the probe; null where
///   the system does not say
public record Machine(
    String text,
    String processor,
    List<String> instructionSets,
    int cores,
    List<String> gpus,
    @Nullable Double loadAverage,
    @Nullable Double otherWorkPercent,
    Versions versions) {
  private static final List<String> INTERESTING =
      List.of(
          "avx2",
          "fma",
          "avx_vnni",
          "avx512f",
          "avx512_vnni",
          "avx512_bf16",
          "avx512_fp16",
          "amx_bf16",
          "amx_int8",
          "asimd",
          "asimddp",
          "bf16",
          "sve");

  private static final long PROBE_MILLIS = 500;

  /// From here on other work changes figures by more than the repetitions differ.
  public static final double BUSY_PERCENT = 10;

  /// Looks at processor and load, in half a second of doing nothing.
  ///
  /// @param text the hardware in one line
  /// @param gpus each in one line
  public static Machine look(String text, List<String> gpus) throws InterruptedException {
    ProcessorLoad.Look start = ProcessorLoad.Look.now();
    Thread.sleep(PROBE_MILLIS);
    double others = start.untilNow().othersPercent();
    double average = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Processor processor = Processor.here();
    return new Machine(
        text,
        processor.name(),
        interesting(processor.flags()),
        Runtime.getRuntime().availableProcessors(),
        gpus,
        average < 0 ? null : average,
        Double.isNaN(others) ? null : others,
        Versions.ofThisProcess());
  }

  static List<String> interesting(Set<String> flags) {
    return INTERESTING.stream().filter(flags::contains).toList();
  }

  /// Returns whether other programs were working when nothing was measured yet.
  @JsonProperty("busy")
  public boolean isBusy() {
    return otherWorkPercent != null && otherWorkPercent >= BUSY_PERCENT;
  }

  /// Returns for example `other work 0.3 %, load average 0.1`.
  public String load() {
    return "other work %s, load average %s"
        .formatted(
            otherWorkPercent == null
                ? "unknown"
                : String.format(Locale.ROOT, "%.1f %%", otherWorkPercent),
            loadAverage == null ? "unknown" : String.format(Locale.ROOT, "%.1f", loadAverage));
  }
}
