package dev.alphazero.worker.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What kept the processors busy between two looks.
///
/// @param ownPercent processor time of this process, of all processors that it may use
/// @param othersPercent processor time of everything else, the host's other guests included, of all
///   processors of the machine; NaN where Linux does not say
public record ProcessorLoad(double ownPercent, double othersPercent) {
  private static final Path STAT = Path.of("/proc/stat");

  /// Fields of the first line that add up to all time; those behind are in them already.
  private static final int FIELDS = 8;

  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;

  /// One look.
  ///
  /// @param ownNanos processor time of this process so far
  /// @param busyTicks of all processors since the machine started, with the host's steal
  /// @param allTicks the same with idle time; 0 where Linux does not say
  record Look(long nanos, long ownNanos, long busyTicks, long allTicks) {
    static Look now() {
      long[] ticks = ticks();
      long own =
          ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
              ? system.getProcessCpuTime()
              : 0;
      return new Look(System.nanoTime(), own, ticks[0], ticks[1]);
    }

    /// Returns what happened since.
    ProcessorLoad untilNow() {
      return between(this, now(), Runtime.getRuntime().availableProcessors());
    }

    double secondsUntilNow() {
      return (System.nanoTime() - nanos) / 1e9;
    }
  }

  static ProcessorLoad between(Look from, Look to, int processors) {
    double wall = to.nanos - from.nanos;
    double own = to.ownNanos - from.ownNanos;
    double ticks = to.allTicks - from.allTicks;
    double tickSeconds = 0.01; // USER_HZ is 100 on every Linux that Java runs on
    double busy = (to.busyTicks - from.busyTicks) * tickSeconds * 1e9;
    double others = ticks > 0 ? 100 * (busy - own) / (ticks * tickSeconds * 1e9) : Double.NaN;
    return new ProcessorLoad(
        100 * own / (wall * processors), Double.isNaN(others) ? others : Math.max(0, others));
  }

  void putInto(Sample sample) {
    sample.put(Measure.OWN_PROCESSOR, ownPercent).put(Measure.OTHER_WORK, othersPercent);
  }

  private static long[] ticks() {
    try {
      return parse(Files.readAllLines(STAT));
    } catch (IOException e) {
      return new long[2]; // not Linux
    }
  }

  /// Returns busy and all ticks of lines such as `cpu 4705 150 1120 16250 520 0 30 5 0 0`: user,
  /// nice, system, idle, I/O wait, interrupts, soft interrupts, steal.
  static long[] parse(List<String> lines) {
    long[] busyAndAll = new long[2];
    for (String line : lines) {
      String[] fields = line.trim().split("\\s+", -1);
      if (fields[0].equals("cpu") && fields.length > FIELDS) {
        for (int i = 0; i < FIELDS; i++) {
          long ticks = Long.parseLong(fields[i + 1]);
          busyAndAll[0] += i == IDLE || i == IO_WAIT ? 0 : ticks;
          busyAndAll[1] += ticks;
        }
      }
    }
    return busyAndAll;
  }
}
