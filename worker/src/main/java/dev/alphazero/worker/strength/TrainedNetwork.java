package dev.alphazero.worker.strength;

import dev.alphazero.worker.arena.Player;
import dev.alphazero.worker.arena.PlayerFactory;
import dev.alphazero.worker.arena.PolicyPlayer;
import dev.alphazero.worker.arena.SearchPlayer;
import dev.alphazero.worker.evaluator.NetworkEvaluator;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import dev.alphazero.worker.search.Searches;
import java.util.function.Function;

/// A network and all that playing with it needs.
///
/// @param engine that evaluates it
/// @param name what tables call it
/// @param weights flat and unfolded, in the order of `WeightLayout.of(spec)`
/// @param seed of the untrained weights
@SuppressWarnings("ArrayRecordComponent") // a large vector, shared read-only
public record TrainedNetwork(
    Engine engine,
    String name,
    Game game,
    NetworkSpec spec,
    float[] weights,
    Precision precision,
    SearchSettings search,
    SearchBackend backend,
    long seed) {
  /// Positions searched at once: enough to fill a batch.
  private static final int GAMES = 128;

  /// Returns players that search with this network, without noise.
  public PlayerFactory searching(int simulations) {
    return factory(
        name + ":" + simulations, weights, evaluator -> searching(evaluator, simulations));
  }

  /// Returns players that take the network's best policy.
  public PlayerFactory policy() {
    return factory(
        name + " policy", weights, evaluator -> new PolicyPlayer(name, game, evaluator, GAMES));
  }

  /// Returns players that search in the same way with the network as it was before training.
  public PlayerFactory untrained(int simulations) {
    return factory(
        "untrained:" + simulations,
        InitialWeights.of(spec, seed),
        evaluator -> searching(evaluator, simulations));
  }

  /// Returns an evaluator of this network; the calling thread owns it.
  public NetworkEvaluator newEvaluator(int capacity) {
    return newEvaluator(weights, capacity);
  }

  /// Returns an analyst that searches with this network; the calling thread owns it.
  public Analyst newAnalyst(int simulations) {
    return new Analyst(
        game,
        Searches.create(backend, game, search, 1, simulations),
        newEvaluator(1),
        search,
        simulations);
  }

  private Player searching(NetworkEvaluator evaluator, int simulations) {
    return new SearchPlayer(
        name,
        game,
        Searches.create(backend, game, search, GAMES, simulations),
        evaluator,
        search,
        simulations);
  }

  private NetworkEvaluator newEvaluator(float[] weights, int capacity) {
    NetworkEvaluator evaluator =
        new NetworkEvaluator(engine, spec, game.planes(), precision, capacity);
    evaluator.setWeights(Weights.fixed(weights));
    return evaluator;
  }

  private PlayerFactory factory(
      String name, float[] weights, Function<NetworkEvaluator, Player> maker) {
    return new PlayerFactory() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Player create(long seed) {
        NetworkEvaluator evaluator = newEvaluator(weights, GAMES);
        return new NetworkPlayer(maker.apply(evaluator), evaluator);
      }
    };
  }
}
