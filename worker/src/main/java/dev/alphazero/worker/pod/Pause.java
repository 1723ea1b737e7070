package dev.alphazero.worker.pod;

import dev.alphazero.worker.wire.episodes.EpisodesClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// When an actor's games rest: games of an old network are worth little, so they wait for a learner
/// that has been away for long; and one that has enough is not given more. Asked by all threads
/// that play.
final class Pause implements PlayingThreads.Control {
  /// A learner that starts again is back within a minute or two.
  static final Duration LONGEST_ALONE = Duration.ofMinutes(10);

  private static final long ASK_AGAIN_MILLIS = 200;

  private final EpisodesClient episodes;
  private final Stop stop;
  private final Consumer<String> log;
  private final AtomicBoolean resting = new AtomicBoolean();
  private final LongAdder restedNanos = new LongAdder();
  private volatile boolean ended;

  Pause(EpisodesClient episodes, Stop stop, Consumer<String> log) {
    this.episodes = episodes;
    this.stop = stop;
    this.log = log;
  }

  /// Ends all games at their next step.
  void end() {
    ended = true;
  }

  @Override
  public boolean mayPlay() {
    String why = ended ? null : whyNot();
    if (why == null) {
      return !ended;
    }
    if (resting.compareAndSet(false, true)) {
      log.accept("resting: " + why);
    }
    long start = System.nanoTime();
    while (!ended && whyNot() != null) {
      if (stop.await(ASK_AGAIN_MILLIS)) {
        return false;
      }
    }
    restedNanos.add(System.nanoTime() - start);
    if (resting.compareAndSet(true, false)) {
      log.accept("playing again");
    }
    return !ended;
  }

  /// Returns the time of all threads spent resting; a rest counts when it is over.
  double restedSeconds() {
    return restedNanos.sum() / 1e9;
  }

  boolean isResting() {
    return resting.get();
  }

  private @Nullable String whyNot() {
    if (isAlone()) {
      return "the learner has been away for " + LONGEST_ALONE.toMinutes() + " min";
    }
    return episodes.learnerHasEnough() ? "the learner has more games than it can learn from" : null;
  }

  private boolean isAlone() {
    return episodes.learnerAway().compareTo(LONGEST_ALONE) > 0;
  }

  @Override
  public boolean isDraining() {
    return stop.getAsBoolean();
  }

  @Override
  public boolean mayResign() {
    return episodes.mayResign();
  }
}
