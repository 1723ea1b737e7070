package dev.alphazero.worker.role;

import dev.alphazero.worker.arena.Match;
import dev.alphazero.worker.arena.MatchResult;
import dev.alphazero.worker.arena.PlayerFactory;
import dev.alphazero.worker.arena.solver.Position;
import dev.alphazero.worker.arena.solver.Positions;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.network.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Measures strength during a training, between two rounds, every so many games. Owned by the
/// training's thread, which may lend it to another one while it waits for that.
final class Evaluations {
  private static final int OPENING_PLIES = 4;

  private final TrainingPlan plan;
  private final WorkerThreads threads;
  private final BooleanSupplier stop;
  private final Function<float[], TrainedNetwork> network;
  private final Consumer<EvaluationResult> results;
  private final Map<String, List<Position>> sets;
  private long evaluatedGames;
  private OptionalDouble errorRate = OptionalDouble.empty();
  private @Nullable String strength;
  private @Nullable TrainedNetwork previous;

  /// @param stop asked often; an evaluation that is stopped has not happened
  /// @param network makes a network of flat weights
  /// @param results hears of each evaluation
  Evaluations(
      TrainingPlan plan,
      WorkerThreads threads,
      BooleanSupplier stop,
      Function<float[], TrainedNetwork> network,
      Consumer<EvaluationResult> results) {
    this.plan = plan;
    this.threads = threads;
    this.stop = stop;
    this.network = network;
    this.results = results;
    sets = sets(plan.game(), plan.evaluation());
  }

  /// Returns the sets of positions that a training is verified on.
  ///
  /// @throws InputException if the game has no set of that name
  static Map<String, List<Position>> sets(Game game, EvaluationPlan evaluation) {
    String wanted = evaluation.positions();
    if (evaluation.everyGames() == 0 || wanted.equals("none")) {
      return Map.of();
    }
    Map<String, List<Position>> shipped = Positions.shipped(game);
    if (wanted.equals("all")) {
      return shipped;
    }
    List<Position> one = shipped.get(wanted);
    if (one == null) {
      throw new InputException(
          "spec.evaluation.positions must be all, none or a set that comes with %s, %s, positions=%s"
              .formatted(game.name(), shipped.keySet(), wanted));
    }
    return Map.of(wanted, one);
  }

  /// Goes on where an earlier process stopped.
  void resume(long evaluatedGames, OptionalDouble errorRate) {
    this.evaluatedGames = evaluatedGames;
    this.errorRate = errorRate;
  }

  /// Returns the games at the last evaluation, 0 before the first.
  long evaluatedGames() {
    return evaluatedGames;
  }

  /// Returns the share of errors over all verified positions, empty before the first evaluation or
  /// without positions.
  OptionalDouble errorRate() {
    return errorRate;
  }

  /// Returns what the last evaluation found, in words.
  @Nullable String strength() {
    return strength;
  }

  /// Returns whether enough games were played since the last time.
  boolean isDue(Counters counters) {
    long every = plan.evaluation().everyGames();
    return every != 0 && counters.games() / every != evaluatedGames / every;
  }

  /// Evaluates the published weights.
  void run(Counters counters, Weights published) {
    try {
      evaluate(counters, network.apply(published.flat()));
    } catch (StoppedException e) {
      // The next process evaluates, before it plays.
    }
  }

  private void evaluate(Counters counters, TrainedNetwork current) {
    StrengthTest test = new StrengthTest(plan.game(), threads, stop);
    Map<String, Integer> errors = verify(current, test);
    List<MatchResult> matches = play(current, test, counters.games());
    previous = current;
    evaluatedGames = counters.games();
    summarise(errors, matches);
    results.accept(
        new EvaluationResult(
            counters, plan.evaluation().simulations(), positions(), errors, matches));
  }

  private Map<String, Integer> verify(TrainedNetwork current, StrengthTest test) {
    PlayerFactory player = current.searching(plan.evaluation().simulations());
    Map<String, Integer> errors = new LinkedHashMap<>();
    sets.forEach(
        (set, positions) -> errors.put(set, test.failures(player, positions, _ -> {}).size()));
    return errors;
  }

  private List<MatchResult> play(TrainedNetwork current, StrengthTest test, long games) {
    List<MatchResult> matches = new ArrayList<>();
    for (String opponent : plan.evaluation().opponents()) {
      PlayerFactory other = opponent(opponent);
      if (other != null) {
        matches.add(
            test.match(
                current.searching(plan.evaluation().simulations()),
                other,
                plan.evaluation().games() / 2,
                new Match(plan.game(), plan.seed(), OPENING_PLIES, plan.selfPlay().maxPlies()),
                plan.seed() + games,
                _ -> {}));
      }
    }
    return matches;
  }

  private @Nullable PlayerFactory opponent(String name) {
    if (!name.equals("previous")) {
      return Contestants.fixed(plan.game(), name);
    }
    TrainedNetwork before = previous;
    return before == null ? null : before.searching(plan.evaluation().simulations());
  }

  private int positions() {
    return sets.values().stream().mapToInt(List::size).sum();
  }

  private void summarise(Map<String, Integer> errors, List<MatchResult> matches) {
    List<String> parts = new ArrayList<>();
    int positions = positions();
    if (positions > 0) {
      int wrong = errors.values().stream().mapToInt(Integer::intValue).sum();
      errorRate = OptionalDouble.of((double) wrong / positions);
      parts.add(
          String.format(
              Locale.ROOT,
              "errors %,d of %,d (%.2f %%)",
              wrong,
              positions,
              100.0 * wrong / positions));
    }
    for (MatchResult match : matches) {
      parts.add("Elo %s against %s".formatted(match.elo().text(), match.second()));
    }
    strength = parts.isEmpty() ? null : String.join(", ", parts);
  }
}
