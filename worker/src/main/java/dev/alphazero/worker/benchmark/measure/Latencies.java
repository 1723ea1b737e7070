package dev.alphazero.worker.benchmark.measure;

import java.util.Arrays;
import java.util.List;

/// How long something took each time. Owned by one thread; grows by doubling, so that a timing loop
/// makes nothing per call.
public final class Latencies {
  private long[] nanos = new long[1 << 12];
  private int count;
  private long sum;

  public void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
    sum += duration;
  }

  public void clear() {
    count = 0;
    sum = 0;
  }

  public int count() {
    return count;
  }

  public long sumNanos() {
    return sum;
  }

  public static Latencies merged(List<Latencies> parts) {
    Latencies all = new Latencies();
    for (Latencies part : parts) {
      for (int i = 0; i < part.count; i++) {
        all.add(part.nanos[i]);
      }
    }
    return all;
  }

  /// Writes mean, p50 and p99; nothing if there was no call.
  public void putInto(Sample sample) {
    if (count == 0) {
      return;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    sample
        .put(Measure.LATENCY_MEAN, sum / 1e6 / count)
        .put(Measure.LATENCY_P50, quantileMillis(sorted, 0.5))
        .put(Measure.LATENCY_P99, quantileMillis(sorted, 0.99));
  }

  /// The smallest time that at least a share q of the calls did not exceed.
  private static double quantileMillis(long[] sorted, double q) {
    int rank = (int) Math.ceil(q * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
