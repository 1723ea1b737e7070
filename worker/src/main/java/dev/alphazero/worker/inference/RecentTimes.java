package dev.alphazero.worker.inference;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// How long something took in the last minute: a histogram whose oldest sixth is forgotten every
/// ten seconds.
///
/// | bucket | holds |
/// |---|---|
/// | 0 | below 1,024 ns |
/// | 1 + 8·p + s | [1 + s/8, 1 + (s+1)/8) · 2^(10+p) ns, for p in [0, 26) and s in [0, 8) |
/// | 209 | from 68.7 s on |
final class RecentTimes {
  private static final int SLICES = 6;
  private static final long SLICE_NANOS = 10_000_000_000L;
  private static final int LOWEST_BIT = 10;
  private static final int STEP_BITS = 3;
  private static final int BUCKETS = (26 << STEP_BITS) + 2;

  private final LongSupplier nanoClock;

  /// `[SLICES, BUCKETS]`.
  @GuardedBy("this") private final int[][] counts = new int[SLICES][BUCKETS];

  @GuardedBy("this") private final long[] sums = new long[SLICES];

  private final long startNanos;

  @GuardedBy("this") private long slice;

  RecentTimes(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    startNanos = nanoClock.getAsLong();
  }

  synchronized void add(long nanos) {
    forget();
    int at = (int) (slice % SLICES);
    counts[at][bucket(nanos)]++;
    sums[at] += nanos;
  }

  /// Returns what is remembered; zeros if that is nothing.
  synchronized BatcherStatistics.Times times() {
    forget();
    int[] all = new int[BUCKETS];
    long count = 0;
    for (int[] slice : counts) {
      for (int i = 0; i < BUCKETS; i++) {
        all[i] += slice[i];
        count += slice[i];
      }
    }
    if (count == 0) {
      return new BatcherStatistics.Times(0, 0);
    }
    long above = count / 100;
    int bucket = BUCKETS - 1;
    for (long seen = all[bucket]; seen <= above; seen += all[bucket]) {
      bucket--;
    }
    return new BatcherStatistics.Times(
        Arrays.stream(sums).sum() / 1e6 / count, upperEnd(bucket) / 1e6);
  }

  @GuardedBy("this") private void forget() {
    long now = (nanoClock.getAsLong() - startNanos) / SLICE_NANOS;
    for (long next = Math.max(slice + 1, now - SLICES + 1); next <= now; next++) {
      Arrays.fill(counts[(int) (next % SLICES)], 0);
      sums[(int) (next % SLICES)] = 0;
    }
    slice = Math.max(slice, now);
  }

  static int bucket(long nanos) {
    if (nanos < 1L << LOWEST_BIT) {
      return 0;
    }
    int bit = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (bit - STEP_BITS)) & ((1 << STEP_BITS) - 1);
    return Math.min(((bit - LOWEST_BIT) << STEP_BITS) + step + 1, BUCKETS - 1);
  }

  static long upperEnd(int bucket) {
    int bit = LOWEST_BIT + (bucket >>> STEP_BITS);
    int step = bucket & ((1 << STEP_BITS) - 1);
    return (1L << bit) + ((long) step << (bit - STEP_BITS));
  }
}
