package dev.alphazero.worker.training;

import org.jspecify.annotations.Nullable;

/// Options of one start of a training; the next start does not inherit them.
///
/// @param acceptLostGames whether it may go on without games that its log has lost
/// @param from run or checkpoint whose weights a new run begins with; null for new weights
public record TrainingStart(boolean acceptLostGames, @Nullable String from) {
  public static final TrainingStart PLAIN = new TrainingStart(false, null);
}
