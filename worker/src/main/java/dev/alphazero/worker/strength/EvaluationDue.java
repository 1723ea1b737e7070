package dev.alphazero.worker.strength;

/// When strength is measured again: after so many games, and not before the last measurement was a
/// small enough share of the time since it began. So more actors do not mean less learning.
///
/// @param everyGames games of self-play between two evaluations; 0 is never
/// @param mostShare of the machine's time that evaluations may take; `ANY` lets games alone decide
record EvaluationDue(long everyGames, double mostShare) {
  static final double ANY = Double.POSITIVE_INFINITY;

  /// Beside learning, on a thread of their own.
  static final double BESIDE = 0.1;

  /// Between play and learning, on all cores: a person is watching, and `completion.errorRate` may
  /// be waiting for it.
  static final double BETWEEN = 0.25;

  /// @param games so far
  /// @param evaluatedGames games at the last evaluation, 0 before the first
  /// @param sinceSeconds wall time since the last one began, 0 before the first
  /// @param costSeconds what the last one took, in seconds of the whole machine; 0 before the first
  boolean isDue(long games, long evaluatedGames, double sinceSeconds, double costSeconds) {
    return everyGames != 0
        && games / everyGames != evaluatedGames / everyGames
        && (mostShare == ANY || costSeconds <= mostShare * sinceSeconds);
  }
}
