package dev.alphazero.worker.cli.text;

import dev.alphazero.worker.arena.solver.Positions;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameOption;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.search.SearchBackend;
import java.util.List;
import java.util.Map;

/// A game as `alphazero games` lists it, with the defaults of its options.
///
/// @param board height x width in cells
/// @param mostLegal the most legal actions that a position can have
/// @param symmetries the identity counted
/// @param backends of the search in this build, the one that `auto` takes first
/// @param verified sets of positions of known value
public record GameOverview(
    String name,
    List<GameOption> options,
    String board,
    int actions,
    int mostLegal,
    int symmetries,
    List<String> backends,
    List<String> verified) {
  public static GameOverview of(String name) {
    Game game = Games.byName(name, Map.of());
    return new GameOverview(
        name,
        Games.options(name),
        game.planes().height() + "x" + game.planes().width(),
        game.actions(),
        game.maxLegalActions(),
        game.symmetries().size(),
        SearchBackend.available(game).stream().map(SearchBackend::id).toList(),
        List.copyOf(Positions.shippedSets(game)));
  }
}
