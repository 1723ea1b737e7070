package dev.alphazero.worker.arena.solver;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.Games;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Prints the positions of a file with the outcome of every move, solved anew whether the file has
/// outcomes or not: how the files under `truth/` were made, and how to check them.
///
/// Usage: `SolvePositions GAME FILE`. The three files of Connect Four take about 0.2 s, 1.5 s and 7
/// minutes of one core.
public final class SolvePositions {
  private static final int POSITIONS_PER_REPORT = 50;

  private SolvePositions() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException(
          "usage: SolvePositions GAME FILE, arguments=" + List.of(args));
    }
    Game game = Games.byName(args[0], Map.of());
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println("# moves score, then the outcome of each action for the player who makes it");
    List<Position> positions =
        Positions.read(game, Path.of(args[1])).stream().map(Position::withoutOutcomes).toList();
    for (Position position : PositionSolver.solve(game, positions, SolvePositions::report)) {
      out.println(Positions.line(position));
    }
  }

  private static void report(int done, int missing) {
    if (done % POSITIONS_PER_REPORT == 0 || done == missing) {
      System.err.println("solved " + done + " of " + missing);
    }
  }
}
