package dev.alphazero.worker.strength;

import dev.alphazero.crd.read.Nearest;
import dev.alphazero.worker.arena.MctsPlayer;
import dev.alphazero.worker.arena.Player;
import dev.alphazero.worker.arena.PlayerFactory;
import dev.alphazero.worker.arena.RandomPlayer;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The two players that a match names: networks, or fixed ones that need none.
///
/// @param firstNetwork the first player, null if it is a fixed one
public record Contestants(
    Game game,
    String firstName,
    String secondName,
    @Nullable TrainedNetwork firstNetwork,
    @Nullable TrainedNetwork secondNetwork) {
  private static final Pattern MCTS = Pattern.compile("mcts:([1-9]\\d{0,6})");

  /// Reads the names of two players.
  ///
  /// @param gameName the game when neither is a network; null if one is
  /// @throws IllegalArgumentException if a name is wrong or the games differ
  public static Contestants of(@Nullable String gameName, String first, String second) {
    TrainedNetwork a = isFixed(first) ? null : network(first);
    TrainedNetwork b = isFixed(second) ? null : network(second);
    return new Contestants(game(gameName, a, b), first, second, a, b);
  }

  private static TrainedNetwork network(String name) {
    try {
      return NetworkFiles.load(name);
    } catch (InputException e) {
      String nearest = Nearest.to(name, List.of("random", "mcts:N"));
      throw new InputException(
          "%s Players without a network are random and mcts:N, N in [1, 9999999]%s"
              .formatted(
                  e.getMessage(),
                  nearest == null ? "." : "; did you mean '%s'?".formatted(nearest)));
    }
  }

  /// Returns the game that both play.
  ///
  /// @param name null if it is the networks' own
  static Game game(@Nullable String name, @Nullable TrainedNetwork a, @Nullable TrainedNetwork b) {
    if (a != null && b != null && !board(a).equals(board(b))) {
      throw new IllegalArgumentException(
          "both players must play the same game, %s plays %s and %s plays %s"
              .formatted(a.name(), board(a), b.name(), board(b)));
    }
    TrainedNetwork network = a == null ? b : a;
    if (network != null) {
      if (name != null && !name.equals(network.game().name())) {
        throw new IllegalArgumentException(
            "a network plays its own game: %s plays %s, --game=%s"
                .formatted(network.name(), network.game().name(), name));
      }
      return network.game();
    }
    if (name == null) {
      throw new IllegalArgumentException("without a network, name the game with --game");
    }
    return Games.byName(name, Map.of());
  }

  /// Returns for example `othello (6x6)`: games of one name may have boards of several sizes.
  private static String board(TrainedNetwork network) {
    return "%s (%dx%d)"
        .formatted(
            network.game().name(),
            network.game().planes().height(),
            network.game().planes().width());
  }

  /// Returns the first player; a network uses that many simulations.
  public PlayerFactory first(int simulations) {
    return factory(firstNetwork, firstName, simulations);
  }

  /// Returns the second player; a network uses that many simulations.
  public PlayerFactory second(int simulations) {
    return factory(secondNetwork, secondName, simulations);
  }

  private PlayerFactory factory(@Nullable TrainedNetwork network, String name, int simulations) {
    return network == null ? fixed(game, name) : network.searching(simulations);
  }

  /// Returns a player that needs no network: `random` or `mcts:N`.
  static PlayerFactory fixed(Game game, String name) {
    if (name.equals("random")) {
      return factory(name, seed -> new RandomPlayer(game, random(seed)));
    }
    Matcher mcts = MCTS.matcher(name);
    if (!mcts.matches()) {
      throw new IllegalArgumentException(
          "a player must be a run, a checkpoint, random or mcts:N, player=" + name);
    }
    int simulations = Integer.parseInt(mcts.group(1));
    return factory(name, seed -> new MctsPlayer(game, simulations, random(seed)));
  }

  private static boolean isFixed(String name) {
    return name.equals("random") || MCTS.matcher(name).matches();
  }

  private static CounterRandom random(long seed) {
    return CounterRandom.of(seed, 0, 0, Purpose.ROLLOUT);
  }

  private static PlayerFactory factory(String name, LongFunction<Player> maker) {
    return new PlayerFactory() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Player create(long seed) {
        return maker.apply(seed);
      }
    };
  }
}
