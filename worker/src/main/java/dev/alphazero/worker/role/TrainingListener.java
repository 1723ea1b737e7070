package dev.alphazero.worker.role;

/// Hears of a training; called by the training's own thread.
public interface TrainingListener {
  /// Something worth a line of its own, for example a warning or the choice of a backend.
  void note(String line);

  /// Called at most every second.
  void progress(Progress progress);
}
