package dev.alphazero.worker.pod;

import dev.alphazero.worker.evaluator.GroupEvaluator;
import dev.alphazero.worker.plan.SelfPlayPlan;
import dev.alphazero.worker.selfplay.EpisodeSink;
import dev.alphazero.worker.selfplay.GameKeys;
import dev.alphazero.worker.selfplay.SelfPlayGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// An actor's games: threads `play-N`, each the owner of one group of games and its evaluator, from
/// its start to its end.
///
/// A group steps while it may; when it drains, it ends its games and starts none.
final class PlayingThreads {
  private static final Duration JOIN_POLL = Duration.ofMillis(100);

  /// What is asked before each batch step.
  interface Control {
    /// Waits while the group must not play; returns false to end it at once.
    boolean mayPlay();

    /// Returns whether no further game may start.
    boolean isDraining();

    /// Returns whether games may be resigned.
    boolean mayResign();
  }

  private final SelfPlayPlan plan;
  private final GameKeys keys;
  private final EpisodeSink sink;
  private final Control control;
  private final Consumer<Throwable> failures;
  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder evaluations = new LongAdder();
  private final LongAdder remembered = new LongAdder();
  private final LongAdder evaluatorNanos = new LongAdder();
  private volatile long modelVersion;

  /// @param keys called by all threads; may block
  /// @param sink called by all threads; may block
  /// @param failures receives what ended a thread
  PlayingThreads(
      SelfPlayPlan plan,
      GameKeys keys,
      EpisodeSink sink,
      Control control,
      Consumer<Throwable> failures) {
    this.plan = plan;
    this.keys = keys;
    this.sink = sink;
    this.control = control;
    this.failures = failures;
  }

  /// Starts the threads.
  ///
  /// @param evaluators called once on each of them
  void start(int count, Supplier<GroupEvaluator> evaluators) {
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name("play-" + i).daemon().start(() -> play(evaluators)));
    }
  }

  private void play(Supplier<GroupEvaluator> evaluators) {
    try (GroupEvaluator evaluator = evaluators.get();
        SelfPlayGroup group = plan.newGroup(evaluator, this::nextKey, sink)) {
      while (control.mayPlay() && evaluator.prepare() && step(group, evaluator)) {
        // one batch step after the other
      }
    } catch (RuntimeException | Error e) {
      failures.accept(e);
    }
  }

  private boolean step(SelfPlayGroup group, GroupEvaluator evaluator) {
    long evaluated = group.evaluations();
    long leaves = group.leaves();
    long nanos = group.evaluatorNanos();
    modelVersion = evaluator.modelVersion();
    group.allowResignation(control.mayResign());
    boolean playing = group.step(0);
    long asked = group.evaluations() - evaluated;
    evaluations.add(asked);
    remembered.add(group.leaves() - leaves - asked);
    evaluatorNanos.add(group.evaluatorNanos() - nanos);
    return playing;
  }

  private long nextKey() {
    return control.isDraining() ? GameKeys.NONE : keys.next();
  }

  int size() {
    return threads.size();
  }

  /// Returns the positions evaluated so far.
  long evaluations() {
    return evaluations.sum();
  }

  /// Returns the leaves so far whose evaluations were remembered, or shared with an equal leaf.
  long remembered() {
    return remembered.sum();
  }

  /// Returns the time of all threads spent in evaluators so far.
  long evaluatorNanos() {
    return evaluatorNanos.sum();
  }

  /// Returns the version that a group played with last, packed; 0 before the first step.
  long modelVersion() {
    return modelVersion;
  }

  /// Waits until all threads have ended, as long as it is allowed.
  void join(BooleanSupplier goOn) {
    for (Thread thread : threads) {
      joinOne(thread, goOn);
    }
  }

  private static void joinOne(Thread thread, BooleanSupplier goOn) {
    try {
      while (goOn.getAsBoolean() && !thread.join(JOIN_POLL)) {
        // asks again
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
