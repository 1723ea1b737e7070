package dev.alphazero.worker.training;

import dev.alphazero.worker.plan.Counters;

/// Is notified of a training's events, on the training's own thread.
public interface TrainingListener {
  /// Something worth a line of its own, for example a warning or the choice of a backend.
  void note(String line);

  /// Called at most every second.
  void progress(Progress progress);

  /// Called once, before the replay window is filled.
  ///
  /// @param incarnation number of this start of the learner
  /// @param counters of the checkpoint and the log that it goes on from
  default void starting(int incarnation, Counters counters) {}

  /// From now on more samples wait to be learned from than the window holds, or no longer so.
  default void backlog(boolean isLarge) {}

  /// A checkpoint is durable.
  default void checkpointed(long step) {}
}
