package dev.alphazero.worker.cli.play;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.strength.Analysis;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of the moves that it found the program plays: the best, or with a seed any that is about
/// as good.
///
/// @param seed null for the best
public record MoveChoice(@Nullable Long seed) {
  private static final float ABOUT = 0.05f;

  /// A move that was hardly looked at is worth nobody knows what.
  private static final float SEEN = 0.25f;

  /// @param ply of the position, which varies the choice
  int choose(Analysis analysis, int ply) {
    if (seed == null) {
      return analysis.best().action();
    }
    List<Analysis.Move> good =
        analysis.moves().stream().filter(move -> isAboutAsGood(move, analysis.best())).toList();
    CounterRandom random = CounterRandom.of(seed, 0, ply, Purpose.TEMPERATURE);
    return good.get(random.nextInt(good.size())).action();
  }

  private static boolean isAboutAsGood(Analysis.Move move, Analysis.Move best) {
    return move.visits() >= Math.max(1, SEEN * best.visits())
        && move.value() >= best.value() - ABOUT;
  }
}
