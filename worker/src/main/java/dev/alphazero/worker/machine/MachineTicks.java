package dev.alphazero.worker.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What Linux has counted of all processors of the machine since it started, other containers and
/// the host's other guests included, and what this process had of it.
///
/// @param busy in ticks of 10 ms
/// @param all with idle time, in ticks; 0 where Linux does not say
/// @param ownNanos processor time of this process
public record MachineTicks(long busy, long all, long ownNanos) {
  private static final Path STAT = Path.of("/proc/stat");

  /// USER_HZ is 100 on every Linux that Java runs on.
  private static final double TICK_NANOS = 1e7;

  /// Fields of the first line that add up to all time; those behind are in them already.
  private static final int FIELDS = 8;

  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;

  public static MachineTicks now() {
    long own =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getProcessCpuTime()
            : 0;
    try {
      return parse(Files.readAllLines(STAT), own);
    } catch (IOException e) {
      return new MachineTicks(0, 0, own); // not Linux
    }
  }

  /// Returns the share of the machine's time that everything but this process has taken since, in
  /// [0, 1]; NaN where Linux does not say.
  public double othersSince(MachineTicks before) {
    double time = (all - before.all) * TICK_NANOS;
    double others = (busy - before.busy) * TICK_NANOS - (ownNanos - before.ownNanos);
    return time > 0 ? Math.max(0, others / time) : Double.NaN;
  }

  /// Reads lines such as `cpu 4705 150 1120 16250 520 0 30 5 0 0`: user, nice, system, idle, I/O
  /// wait, interrupts, soft interrupts, steal.
  public static MachineTicks parse(List<String> lines, long ownNanos) {
    long busy = 0;
    long all = 0;
    for (String line : lines) {
      String[] fields = line.trim().split("\\s+", -1);
      if (fields[0].equals("cpu") && fields.length > FIELDS) {
        for (int i = 0; i < FIELDS; i++) {
          long ticks = Long.parseLong(fields[i + 1]);
          busy += i == IDLE || i == IO_WAIT ? 0 : ticks;
          all += ticks;
        }
      }
    }
    return new MachineTicks(busy, all, ownNanos);
  }
}
