package dev.alphazero.worker.benchmark.measure;

import dev.alphazero.worker.machine.MachineTicks;

/// What kept the processors busy between two looks.
///
/// @param ownPercent processor time of this process, of all processors that it may use
/// @param othersPercent processor time of everything else, the host's other guests included, of all
///   processors of the machine; NaN where Linux does not say
public record ProcessorLoad(double ownPercent, double othersPercent) {
  /// One look.
  public record Look(long nanos, MachineTicks ticks) {
    public static Look now() {
      return new Look(System.nanoTime(), MachineTicks.now());
    }

    /// Returns what happened since.
    public ProcessorLoad untilNow() {
      return between(this, now(), Runtime.getRuntime().availableProcessors());
    }

    public double secondsUntilNow() {
      return (System.nanoTime() - nanos) / 1e9;
    }
  }

  static ProcessorLoad between(Look from, Look to, int processors) {
    double wall = to.nanos - from.nanos;
    double own = to.ticks.ownNanos() - from.ticks.ownNanos();
    return new ProcessorLoad(
        100 * own / (wall * processors), 100 * to.ticks.othersSince(from.ticks));
  }

  public void putInto(Sample sample) {
    sample.put(Measure.OWN_PROCESSOR, ownPercent).put(Measure.OTHER_WORK, othersPercent);
  }
}
