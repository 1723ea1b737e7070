package dev.alphazero.worker.arena;

/// A difference of strength with its 95 % interval, from the scores of pairs of games.
///
/// The two games of a pair share an opening with sides swapped, so pairs, not games, are
/// independent. The interval is the normal one on the mean score of a pair after Agresti and Coull
/// (1998): two pairs won and two lost are added to it, so that a clean sweep has a finite bound on
/// one side. Elo = −400·log10(1/score − 1).
///
/// @param score mean score of the first player in [0, 1], a draw counting one half
/// @param elo difference of the first player to the second; ±infinity for a clean sweep
/// @param low lower end of the interval
/// @param high upper end of the interval
/// @param pairs pairs of games played
public record Elo(double score, double elo, double low, double high, int pairs) {
  private static final double Z = 1.959964;
  private static final int ADDED = 2;

  /// Returns the estimate from the mean scores of pairs, each in {0, ¼, ½, ¾, 1}.
  public static Elo ofPairs(double[] pairScores) {
    int n = pairScores.length;
    if (n == 0) {
      throw new IllegalArgumentException(
          "an Elo estimate needs at least one pair of games, pairs=0");
    }
    double sum = 0;
    for (double s : pairScores) {
      sum += s;
    }
    double score = sum / n;
    double adjusted = (sum + ADDED) / (n + 2 * ADDED);
    double squares = ADDED * (square(adjusted) + square(1 - adjusted));
    for (double s : pairScores) {
      squares += square(s - adjusted);
    }
    double error = Z * Math.sqrt(squares) / (n + 2 * ADDED);
    return new Elo(
        score, of(score), of(Math.max(0, adjusted - error)), of(Math.min(1, adjusted + error)), n);
  }

  /// Returns the Elo difference that a mean score in [0, 1] stands for.
  public static double of(double score) {
    return -400 * Math.log10(1 / score - 1);
  }

  /// Returns for example `+123 [+80, +170]`.
  public String text() {
    return "%s [%s, %s]".formatted(signed(elo), signed(low), signed(high));
  }

  private static String signed(double elo) {
    if (Double.isInfinite(elo)) {
      return elo > 0 ? "+inf" : "-inf";
    }
    return "%+d".formatted(Math.round(elo));
  }

  private static double square(double x) {
    return x * x;
  }
}
