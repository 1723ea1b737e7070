package dev.alphazero.worker.cli;

import dev.alphazero.worker.cli.text.Json;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.game.Perft;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "perft",
    description = {
      "Counts the leaves of a game's tree at each depth: the check of its rules.",
      "Counted as the literature does; games that end earlier are beside them, in Othello's among them."
    })
final class PerftCommand implements Callable<Integer> {
  private static final String ROW = "%5s  %,20d  %s";

  @Parameters(index = "0", paramLabel = "GAME", description = "a game that `alphazero games` lists")
  String game = "";

  @Parameters(index = "1", paramLabel = "DEPTH", description = "plies, at least 1")
  int depth;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description = "an option of the game, for example size=6")
  Map<String, String> options = new TreeMap<>();

  @Mixin FormatOption format = new FormatOption();
  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Inputs.check(spec, depth >= 1, "DEPTH must be at least 1, DEPTH=" + depth);
    Game rules = Inputs.read(spec, () -> Games.byName(game, options));
    List<Long> leaves = new ArrayList<>();
    List<Long> endedEarlier = new ArrayList<>();
    PrintWriter out = spec.commandLine().getOut();
    if (!format.isJson()) {
      out.printf("%5s  %20s%n", "depth", "leaves");
    }
    for (int d = 1; d <= depth; d++) {
      Perft perft = Perft.of(rules, d);
      leaves.add(perft.published(rules));
      endedEarlier.add(perft.endedEarlier());
      if (!format.isJson()) {
        String ended =
            perft.endedEarlier() == 0 ? "" : "%,d ended earlier".formatted(perft.endedEarlier());
        out.println(ROW.formatted(d, leaves.getLast(), ended).stripTrailing());
        out.flush();
      }
    }
    if (format.isJson()) {
      Json.print(spec, new Report(rules.name(), depth, leaves, endedEarlier));
    }
    return 0;
  }

  /// @param leaves at depth 1, 2, …
  /// @param endedEarlier games that end at a smaller depth
  record Report(String game, int depth, List<Long> leaves, List<Long> endedEarlier) {}
}
