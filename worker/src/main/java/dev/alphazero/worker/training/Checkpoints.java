package dev.alphazero.worker.training;

import dev.alphazero.worker.learner.CheckpointStore;
import dev.alphazero.worker.learner.Learner;
import dev.alphazero.worker.learner.RunIdentity;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.replay.EpisodeLog;
import dev.alphazero.worker.replay.LogCounters;
import java.util.Map;
import java.util.function.LongSupplier;

/// Writes checkpoints by the clock, or every round of a deterministic run, and lets old parts of
/// the log go. When a checkpoint is written changes nothing of what is learned.
final class Checkpoints {
  private final TrainingPlan plan;
  private final CheckpointStore store;
  private final EpisodeLog log;
  private final RunIdentity identity;
  private final LongSupplier nanoClock;
  private long lastNanos;

  Checkpoints(
      TrainingPlan plan,
      CheckpointStore store,
      EpisodeLog log,
      RunIdentity identity,
      LongSupplier nanoClock) {
    this.plan = plan;
    this.store = store;
    this.log = log;
    this.identity = identity;
    this.nanoClock = nanoClock;
    lastNanos = nanoClock.getAsLong();
  }

  /// Returns whether a checkpoint is due between two rounds.
  boolean isDue() {
    return plan.deterministic()
        || nanoClock.getAsLong() - lastNanos >= plan.checkpointEvery().toNanos();
  }

  /// Writes a checkpoint, durable on return.
  ///
  /// @param played what the learner's window was filled from
  /// @param generation that begins now
  /// @param notes what other parts of the training must remember
  void write(Learner learner, LogCounters played, long generation, Map<String, String> notes) {
    store.save(learner.checkpoint(identity, played, generation, notes));
    lastNanos = nanoClock.getAsLong();
    store
        .oldest()
        .ifPresent(
            oldest ->
                log.deleteBefore(
                    plan.window().firstSample(oldest.progress().counters().samples())));
  }
}
