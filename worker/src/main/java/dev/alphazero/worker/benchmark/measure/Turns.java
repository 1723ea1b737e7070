package dev.alphazero.worker.benchmark.measure;

import dev.alphazero.worker.machine.WorkerThreads;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntFunction;

/// Repeats work on threads for a while.
///
/// A rate is all that was done, over the time from the first start to the last end. Sums of the
/// threads' own rates would be too high where threads wait for one another.
public final class Turns {
  private Turns() {}

  /// A piece of work, long beside a look at the clock.
  @FunctionalInterface
  public interface Step {
    /// @return how much was done, for example positions
    long run();
  }

  /// What one thread did.
  private record Lap(long done, long startNanos, long endNanos) {
    static Lap run(double seconds, Step step) {
      long start = System.nanoTime();
      long nanos = (long) (seconds * 1e9);
      long done = 0;
      long now;
      do {
        done += step.run();
        now = System.nanoTime();
      } while (now - start < nanos);
      return new Lap(done, start, now);
    }
  }

  /// Repeats a step on each thread, begun together, at least once.
  ///
  /// @param steps called once on each thread, with its index
  /// @return what all of them did per second
  public static double perSecond(WorkerThreads threads, double seconds, IntFunction<Step> steps) {
    CyclicBarrier ready = new CyclicBarrier(threads.size());
    return perSecond(
        threads.all(
            thread -> {
              Step step = steps.apply(thread);
              ready.await();
              return Lap.run(seconds, step);
            }));
  }

  /// Repeats a step on the calling thread, at least once.
  public static double perSecond(double seconds, Step step) {
    return perSecond(List.of(Lap.run(seconds, step)));
  }

  private static double perSecond(List<Lap> laps) {
    long origin = laps.getFirst().startNanos();
    long first = laps.stream().mapToLong(lap -> lap.startNanos() - origin).min().orElseThrow();
    long last = laps.stream().mapToLong(lap -> lap.endNanos() - origin).max().orElseThrow();
    return laps.stream().mapToLong(Lap::done).sum() * 1e9 / (last - first);
  }
}
