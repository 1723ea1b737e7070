package dev.alphazero.worker.selfplay;

/// Hands out the keys of new games to one group. Called by the group's thread.
@FunctionalInterface
public interface GameKeys {
  /// Returned instead of a key when no further game may start.
  long NONE = -1;

  /// Returns the index of the next game to start, or `NONE`.
  long next();
}
