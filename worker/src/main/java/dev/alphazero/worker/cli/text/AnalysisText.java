package dev.alphazero.worker.cli.text;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.strength.Analysis;
import java.util.ArrayList;
import java.util.List;

/// An analysis as text for the player to move.
public final class AnalysisText {
  private static final int MOST_MOVES = 8;

  private AnalysisText() {}

  /// Returns the value in words and number, and the moves that the search looked at most.
  public static List<String> lines(Game game, Analysis analysis) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "For you: %s, %s (-1 lost, 0 drawn, +1 won) after %,d simulations; the network alone says %s"
            .formatted(
                words(analysis.value()),
                number(analysis.value()),
                analysis.simulations(),
                number(analysis.networkValue())));
    Columns columns = new Columns("move", ">visits", ">prior", ">value");
    analysis.moves().stream()
        .limit(MOST_MOVES)
        .forEach(
            move ->
                columns.row(
                    game.actionName(move.action()),
                    "%,d".formatted(move.visits()),
                    "%.1f %%".formatted(100 * move.prior()),
                    number(move.value())));
    lines.addAll(columns.lines("  "));
    int more = analysis.moves().size() - MOST_MOVES;
    if (more > 0) {
      lines.add("  and %d more".formatted(more));
    }
    return lines;
  }

  /// Returns a value in [-1, 1] as a number with sign, `-` for none.
  public static String number(float value) {
    if (Float.isNaN(value)) {
      return "-";
    }
    return Math.abs(value) < 0.005f ? "0.00" : "%+.2f".formatted(value);
  }

  /// Returns a value in [-1, 1] in words.
  public static String words(float value) {
    float size = Math.abs(value);
    if (size < 0.2f) {
      return "about even";
    }
    if (size >= 0.95f) {
      return value > 0 ? "won" : "lost";
    }
    return (size >= 0.6f ? "clearly " : "") + (value > 0 ? "better" : "worse");
  }
}
