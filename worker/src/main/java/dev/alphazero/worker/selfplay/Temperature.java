package dev.alphazero.worker.selfplay;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.search.BestMove;

/// How a move is drawn from visit counts: in proportion to N^(1/t), t by ply (AlphaZero; a schedule
/// as in KataGo; t = 1 for the first moves of Go in Gumbel MuZero, too).
///
/// @param initial t of the first `plies` plies, at least 0; 0 plays the most visited move
/// @param later t of all later plies
public record Temperature(float initial, float later, int plies) {
  public Temperature {
    if (!(initial >= 0) || !(later >= 0) || plies < 0) {
      throw new IllegalArgumentException(
          "temperatures and plies must be at least 0, initial=%s later=%s plies=%d"
              .formatted(initial, later, plies));
    }
  }

  /// Returns t at a ply.
  public float at(int ply) {
    return ply < plies ? initial : later;
  }

  /// Draws an index in [0, k) from visit counts.
  ///
  /// @param visits `[k]`, at least one positive
  public int draw(int ply, int[] visits, int k, CounterRandom random) {
    float t = at(ply);
    int most = BestMove.mostVisited(visits, k);
    if (t == 0) {
      return most;
    }
    double sum = 0;
    for (int i = 0; i < k; i++) {
      sum += weight(visits[i], visits[most], t);
    }
    double left = random.nextDouble() * sum;
    for (int i = 0; i < k; i++) {
      left -= weight(visits[i], visits[most], t);
      if (left < 0) {
        return i;
      }
    }
    return most; // rounding used up the sum
  }

  private static double weight(int visits, int most, float t) {
    return visits == 0 ? 0 : StrictMath.pow((double) visits / most, 1.0 / t);
  }
}
