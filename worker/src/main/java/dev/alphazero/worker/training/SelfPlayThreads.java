package dev.alphazero.worker.training;

import dev.alphazero.worker.evaluator.BatchedEvaluator;
import dev.alphazero.worker.evaluator.BatcherMaker;
import dev.alphazero.worker.evaluator.GroupEvaluator;
import dev.alphazero.worker.evaluator.NetworkEvaluator;
import dev.alphazero.worker.evaluator.OwnNetwork;
import dev.alphazero.worker.evaluator.SharedNetwork;
import dev.alphazero.worker.inference.BatchPolicy.Drain;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.plan.SelfPlayPlan;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.selfplay.EpisodeSink;
import dev.alphazero.worker.selfplay.GameKeys;
import dev.alphazero.worker.selfplay.SelfPlayGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Self-play on all cores, one group of games per thread, in phases.
///
/// The calling thread owns this and takes finished games while the others play. In a free phase
/// games go on where the last phase left them; a lockstep phase starts and ends with no game in
/// progress.
public final class SelfPlayThreads implements SelfPlay.InTurns {
  private static final long TAKE_MILLIS = 50;

  /// Makes the group of one thread, on that thread.
  @FunctionalInterface
  public interface GroupMaker {
    SelfPlayGroup make(Evaluator evaluator, GameKeys keys, EpisodeSink sink);
  }

  private final WorkerThreads threads;
  private final LinkedBlockingQueue<Episode> finished = new LinkedBlockingQueue<>();
  private final AtomicLong nextFreeKey;
  private final List<ThreadKeys> keys = new ArrayList<>();
  private final List<GroupEvaluator> evaluators;
  private final List<SelfPlayGroup> groups;
  private final Consumer<Weights> publisher;
  private final Runnable closing;
  private long playedNanos;
  private volatile boolean stopping;

  /// @param firstKey index of the first game of free phases
  /// @param publisher takes new weights between phases: the evaluators prepare with them
  /// @param newEvaluator called once on each thread
  /// @param closing called when the groups are closed
  SelfPlayThreads(
      WorkerThreads threads,
      long firstKey,
      Consumer<Weights> publisher,
      Supplier<GroupEvaluator> newEvaluator,
      GroupMaker maker,
      Runnable closing) {
    this.threads = threads;
    this.publisher = publisher;
    this.closing = closing;
    nextFreeKey = new AtomicLong(firstKey);
    for (int thread = 0; thread < threads.size(); thread++) {
      keys.add(new ThreadKeys());
    }
    evaluators = threads.all(_ -> newEvaluator.get());
    groups =
        threads.all(thread -> maker.make(evaluators.get(thread), keys.get(thread), finished::add));
  }

  /// Returns the self-play of a plan, each thread's games as many as the plan says. On a processor
  /// each thread has a network of its own; a GPU evaluates for all of them at once.
  ///
  /// @param batchSize most positions of a batch of several threads
  /// @param firstKey index of the first game of free phases
  public static SelfPlayThreads of(
      Engine engine,
      SelfPlayPlan plan,
      Precision precision,
      int batchSize,
      WorkerThreads threads,
      long firstKey,
      GroupMaker maker) {
    if (engine.attributes().isShared()) {
      Batcher batcher =
          BatcherMaker.of(
              engine,
              plan.network(),
              plan.game().planes(),
              precision,
              new Drain(batchSize),
              threads.size());
      AtomicLong version = new AtomicLong();
      return new SelfPlayThreads(
          threads,
          firstKey,
          weights -> {
            batcher.setWeights(weights);
            version.set(weights.version().packed());
          },
          () -> new SharedNetwork(new BatchedEvaluator(batcher), version::get),
          maker,
          batcher::close);
    }
    AtomicReference<@Nullable Weights> newest = new AtomicReference<>();
    return new SelfPlayThreads(
        threads,
        firstKey,
        newest::set,
        () -> new OwnNetwork(newNetwork(engine, plan, precision), newest::get),
        maker,
        () -> {});
  }

  private static NetworkEvaluator newNetwork(
      Engine engine, SelfPlayPlan plan, Precision precision) {
    return new NetworkEvaluator(
        engine, plan.network(), plan.game().planes(), precision, plan.selfPlay().games());
  }

  @Override
  public void setWeights(Weights weights) {
    publisher.accept(weights);
  }

  @Override
  public void allowResignation(boolean allowed) {
    groups.forEach(group -> group.allowResignation(allowed));
  }

  @Override
  public void playFreely(Taker taker) {
    keys.forEach(ThreadKeys::share);
    run(0, taker);
  }

  @Override
  public List<Episode> playGeneration(long generation, long firstKey, int games, Ticker tick) {
    for (int thread = 0; thread < keys.size(); thread++) {
      keys.get(thread).restrict(firstKey + thread, firstKey + games, keys.size());
    }
    List<Episode> episodes = new ArrayList<>();
    // Repeated after an interruption, it must not find what an earlier generation has remembered:
    // what a network says of a position depends in its last bits on the rest of the batch.
    groups.forEach(SelfPlayGroup::forgetEvaluations);
    run(
        generation,
        taken -> {
          episodes.addAll(taken);
          return tick.goOn();
        });
    episodes.sort(Comparator.comparingLong(Episode::index));
    return episodes;
  }

  private void run(long generation, Taker taker) {
    stopping = false;
    List<Future<Long>> playing =
        threads.start(
            thread -> {
              boolean ready = evaluators.get(thread).prepare();
              long start = System.nanoTime();
              SelfPlayGroup group = groups.get(thread);
              while (ready && !stopping && group.step(generation)) {
                // one batch step after the other
              }
              return System.nanoTime() - start;
            });
    try {
      while (!playing.stream().allMatch(Future::isDone)) {
        if (!taker.take(takeFinished(TAKE_MILLIS))) {
          stopping = true;
        }
      }
    } finally {
      stopping = true;
      playedNanos += playing.stream().mapToLong(WorkerThreads::join).sum();
    }
    taker.take(takeFinished(0));
  }

  private List<Episode> takeFinished(long waitMillis) {
    List<Episode> taken = new ArrayList<>();
    try {
      Episode first = finished.poll(waitMillis, TimeUnit.MILLISECONDS);
      if (first != null) {
        taken.add(first);
        finished.drainTo(taken);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
    return taken;
  }

  @Override
  public Shares shares() {
    long nanos = groups.stream().mapToLong(SelfPlayGroup::evaluatorNanos).sum();
    long leaves = groups.stream().mapToLong(SelfPlayGroup::leaves).sum();
    long evaluations = groups.stream().mapToLong(SelfPlayGroup::evaluations).sum();
    return leaves == 0
        ? NO_SHARES
        : new Shares((double) nanos / playedNanos, 1 - (double) evaluations / leaves);
  }

  @Override
  public void close() {
    threads.all(
        thread -> {
          groups.get(thread).close();
          evaluators.get(thread).close();
          return true;
        });
    closing.run();
  }

  /// The keys of one thread: shared with all others, or every `stride`-th of a range. Set between
  /// phases, used by the thread.
  private final class ThreadKeys implements GameKeys {
    private boolean shared = true;
    private long next;
    private long end;
    private long stride;

    void share() {
      shared = true;
    }

    void restrict(long next, long end, long stride) {
      shared = false;
      this.next = next;
      this.end = end;
      this.stride = stride;
    }

    @Override
    public long next() {
      if (shared) {
        return nextFreeKey.getAndIncrement();
      }
      if (next >= end) {
        return NONE;
      }
      long key = next;
      next += stride;
      return key;
    }
  }
}
