package dev.alphazero.worker.benchmark;

import dev.alphazero.worker.role.MachineTicks;

/// What kept the processors busy between two looks.
///
/// @param ownPercent processor time of this process, of all processors that it may use
/// @param othersPercent processor time of everything else, the host's other guests included, of all
///   processors of the machine; NaN where Linux does not say
public record ProcessorLoad(double ownPercent, double othersPercent) {
  /// One look.
  record Look(long nanos, MachineTicks ticks) {
    static Look now() {
      return new Look(System.nanoTime(), MachineTicks.now());
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
    double own = to.ticks.ownNanos() - from.ticks.ownNanos();
    return new ProcessorLoad(
        100 * own / (wall * processors), 100 * to.ticks.othersSince(from.ticks));
  }

  void putInto(Sample sample) {
    sample.put(Measure.OWN_PROCESSOR, ownPercent).put(Measure.OTHER_WORK, othersPercent);
  }
}
