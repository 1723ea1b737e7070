package dev.alphazero.worker.cli;

import dev.alphazero.worker.arena.Elo;
import dev.alphazero.worker.arena.Match;
import dev.alphazero.worker.arena.MatchResult;
import dev.alphazero.worker.arena.PlayerFactory;
import dev.alphazero.worker.cli.text.Json;
import dev.alphazero.worker.cli.text.ProgressLine;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.strength.Contestants;
import dev.alphazero.worker.strength.StrengthMatches;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "match",
    description = {
      "Plays two players against each other: pairs of games from random openings, sides swapped.",
      "A player is a run, a checkpoint file, random, or mcts:N (plain MCTS with N random playouts a move)."
    })
final class MatchCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "the first player")
  String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "the second player")
  String second = "";

  @Option(
      names = "--games",
      paramLabel = "N",
      description = "games, an even number (default: ${DEFAULT-VALUE})")
  int games = 100;

  @Option(
      names = "--simulations",
      paramLabel = "N",
      description = "simulations per move of a network (default: ${DEFAULT-VALUE})")
  int simulations = 64;

  @Option(
      names = "--opening-plies",
      paramLabel = "N",
      description = "random plies before the players take over (default: ${DEFAULT-VALUE})")
  int openingPlies = 4;

  @Option(
      names = "--max-plies",
      paramLabel = "N",
      description = "a longer game is a draw; 0 is no cap (default: ${DEFAULT-VALUE})")
  int maxPlies = 0;

  @Option(
      names = "--game",
      paramLabel = "GAME",
      description = "the game, when neither player is a network")
  @Nullable String game;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of openings and random players (default: 0)")
  long seed;

  @Mixin FormatOption format = new FormatOption();
  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Inputs.check(
        spec,
        games >= 2 && games % 2 == 0,
        "--games must be an even number of at least 2, --games=" + games);
    Inputs.checkSimulations(spec, simulations);
    Inputs.check(
        spec,
        openingPlies >= 0 && maxPlies >= 0,
        "--opening-plies and --max-plies must be at least 0, --opening-plies=%d --max-plies=%d"
            .formatted(openingPlies, maxPlies));
    Contestants contestants = Inputs.read(spec, () -> Contestants.of(game, first, second));
    Game rules = contestants.game();
    PlayerFactory a = contestants.first(simulations);
    PlayerFactory b = contestants.second(simulations);
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
    AtomicInteger played = new AtomicInteger();
    try (WorkerThreads threads = WorkerThreads.onePerCore()) {
      MatchResult result =
          Inputs.read(
              spec,
              () ->
                  new StrengthMatches(rules, threads)
                      .match(
                          a,
                          b,
                          games / 2,
                          new Match(rules, seed, openingPlies, maxPlies),
                          seed,
                          more ->
                              progress.show("%,d of %,d games", played.addAndGet(more), games)));
      progress.end();
      print(rules, result);
    }
    return 0;
  }

  private void print(Game rules, MatchResult result) {
    if (format.isJson()) {
      Json.print(spec, Report.of(rules, this, result));
      return;
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %s against %s, %,d games from %d random plies, sides swapped%n"
                + "  won %,d  drawn %,d  lost %,d  score %.1f %%%n"
                + "  Elo %s (95 %% over %,d pairs)%n",
            rules.name(),
            result.first(),
            result.second(),
            result.games(),
            openingPlies,
            result.wins(),
            result.draws(),
            result.losses(),
            100 * result.elo().score(),
            result.elo().text(),
            result.elo().pairs());
    spec.commandLine().getOut().flush();
  }

  /// @param simulations of networks, per move
  /// @param openingPlies random plies before the players took over
  record Report(
      String game,
      String first,
      String second,
      int games,
      int wins,
      int draws,
      int losses,
      Elo elo,
      int simulations,
      int openingPlies,
      long seed) {
    static Report of(Game rules, MatchCommand asked, MatchResult result) {
      return new Report(
          rules.name(),
          result.first(),
          result.second(),
          result.games(),
          result.wins(),
          result.draws(),
          result.losses(),
          result.elo(),
          asked.simulations,
          asked.openingPlies,
          asked.seed);
    }
  }
}
