package dev.alphazero.worker.cli;

import dev.alphazero.worker.cli.text.GameOverview;
import dev.alphazero.worker.cli.text.GamesTable;
import dev.alphazero.worker.cli.text.Json;
import dev.alphazero.worker.game.Games;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `alphazero games`.
@Command(
    name = "games",
    description = {
      "Lists the games there are: options, board, actions, symmetries, search backends, and the sets",
      "of positions on which a network can be verified."
    })
final class GamesCommand implements Callable<Integer> {
  @Mixin FormatOption format = new FormatOption();
  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    List<GameOverview> games = Games.names().stream().map(GameOverview::of).toList();
    if (format.isJson()) {
      Json.print(spec, new Report(games));
    } else {
      PrintWriter out = spec.commandLine().getOut();
      GamesTable.lines(games).forEach(out::println);
      out.flush();
    }
    return 0;
  }

  record Report(List<GameOverview> games) {}
}
