package dev.alphazero.worker.selfplay;

/// When a player gives up: its searched value is at most `threshold`.
///
/// @param threshold in [-1, 0]; below -1 is never
/// @param playOnShare share of games played to the end anyway, to measure how many would have been
///   resigned wrongly
public record Resignation(float threshold, float playOnShare) {
  public static final Resignation OFF = new Resignation(Float.NEGATIVE_INFINITY, 1);

  public Resignation {
    if (!(threshold <= 0) || !(playOnShare >= 0 && playOnShare <= 1)) {
      throw new IllegalArgumentException(
          "threshold must be at most 0 and playOnShare in [0, 1], threshold=%s playOnShare=%s"
              .formatted(threshold, playOnShare));
    }
  }

  /// Returns whether resignations are trusted: at most one in twenty games that were played on was
  /// not lost by the player who would have resigned. Otherwise every game is played on until the
  /// share is low again.
  public static boolean isTrusted(long checks, long wrong) {
    return wrong * 20 <= checks;
  }

  public boolean isOff() {
    return threshold < -1;
  }
}
