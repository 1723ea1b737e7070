package dev.alphazero.worker.training;

import dev.alphazero.worker.learner.LossAverage;
import dev.alphazero.worker.plan.Completion;
import dev.alphazero.worker.plan.Counters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Measures how fast a training goes and notifies its listener, at most once a second. Owned by the
/// training's thread.
final class ProgressMeter {
  private static final long INTERVAL_NANOS = 1_000_000_000L;

  /// Rates are over about a minute.
  private static final int MARKS = 60;

  /// What was reached at a moment.
  private record Mark(long nanos, long games, long samples, long samplesPresented) {}

  private final Supplier<Completion> limits;
  private final TrainingListener listener;
  private final LongSupplier nanoClock;
  private final double earlierSeconds;
  private final long startNanos;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private long lastNanos;
  private long stepNanos;
  private long steps;

  /// @param limits that the training works by; they may change as it runs
  /// @param earlierSeconds wall time that earlier processes of this training took
  ProgressMeter(
      Supplier<Completion> limits,
      double earlierSeconds,
      TrainingListener listener,
      LongSupplier nanoClock) {
    this.limits = limits;
    this.earlierSeconds = earlierSeconds;
    this.listener = listener;
    this.nanoClock = nanoClock;
    startNanos = nanoClock.getAsLong();
    lastNanos = startNanos - INTERVAL_NANOS;
  }

  /// Returns the wall time of the whole training so far, pauses left out.
  double seconds() {
    return earlierSeconds + (nanoClock.getAsLong() - startNanos) / 1e9;
  }

  /// Takes a training step and its time.
  void step(Runnable step) {
    long start = nanoClock.getAsLong();
    step.run();
    stepNanos += nanoClock.getAsLong() - start;
    steps++;
  }

  /// Notifies the listener, if it is time.
  ///
  /// @param stepsDue that are taken before the limits are looked at
  /// @param strength what the last evaluation found
  void tick(
      Counters counters,
      int stepsDue,
      long samplesPresented,
      LossAverage losses,
      @Nullable String strength) {
    long now = nanoClock.getAsLong();
    if (now - lastNanos < INTERVAL_NANOS) {
      return;
    }
    lastNanos = now;
    marks.addLast(new Mark(now, counters.games(), counters.samples(), samplesPresented));
    if (marks.size() > MARKS) {
      marks.removeFirst();
    }
    Mark first = marks.getFirst();
    Completion completion = limits.get();
    double seconds = Math.max(1e-9, (now - first.nanos()) / 1e9);
    Outlook outlook = Outlook.of(completion, counters, stepsDue, secondsPerStep());
    listener.progress(
        new Progress(
            counters,
            outlook.share(),
            3600 * (counters.games() - first.games()) / seconds,
            (samplesPresented - first.samplesPresented()) / seconds,
            (counters.samples() - first.samples()) / seconds,
            losses.policy(),
            losses.value(),
            strength,
            outlook.etaSeconds()));
  }

  /// Notifies the listener of a durable checkpoint.
  void checkpointed(long step) {
    listener.checkpointed(step);
  }

  /// Notifies the listener of how the learner keeps up.
  void backlog(boolean isLarge) {
    listener.backlog(isLarge);
  }

  private double secondsPerStep() {
    return steps == 0 ? Double.NaN : stepNanos / 1e9 / steps;
  }
}
