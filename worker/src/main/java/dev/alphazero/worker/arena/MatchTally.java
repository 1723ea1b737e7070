package dev.alphazero.worker.arena;

import java.util.List;

/// Adds up the scores of a match.
public final class MatchTally {
  private MatchTally() {}

  /// @param scores `[pairs][2]` as `Match.play` returns them, one list entry per part of the match
  public static MatchResult of(String first, String second, List<double[][]> scores) {
    int pairs = scores.stream().mapToInt(part -> part.length).sum();
    double[] pairScores = new double[pairs];
    int[] byScore = new int[3];
    int pair = 0;
    for (double[][] part : scores) {
      for (double[] games : part) {
        pairScores[pair++] = (games[0] + games[1]) / 2;
        byScore[(int) (2 * games[0])]++;
        byScore[(int) (2 * games[1])]++;
      }
    }
    return new MatchResult(
        first, second, byScore[2], byScore[1], byScore[0], Elo.ofPairs(pairScores));
  }
}
