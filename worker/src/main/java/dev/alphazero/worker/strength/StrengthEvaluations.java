package dev.alphazero.worker.strength;

import dev.alphazero.worker.arena.Match;
import dev.alphazero.worker.arena.MatchResult;
import dev.alphazero.worker.arena.PlayerFactory;
import dev.alphazero.worker.arena.solver.Position;
import dev.alphazero.worker.arena.solver.Positions;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.plan.Counters;
import dev.alphazero.worker.plan.EvaluationPlan;
import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.run.EvaluationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Measures strength during a training, every so many games, for a bounded share of the machine's
/// time: between two rounds on all cores where play and learning take turns, else beside learning
/// on a thread of its own. Owned by the training's thread; what runs beside it works on a copy of
/// the weights and hands over what it found.
public final class StrengthEvaluations implements AutoCloseable {
  private static final int OPENING_PLIES = 4;

  private final TrainingPlan plan;
  private final WorkerThreads threads;
  private final boolean beside;
  private final EvaluationDue due;
  private final BooleanSupplier stop;
  private final LongSupplier nanoClock;
  private final Function<float[], TrainedNetwork> network;
  private final Consumer<EvaluationResult> results;
  private final Map<String, List<Position>> sets;
  private long evaluatedGames;
  private OptionalDouble errorRate = OptionalDouble.empty();
  private @Nullable String strength;
  private @Nullable TrainedNetwork previous;

  /// When the last evaluation began, and what it took of the whole machine.
  private long beganNanos;

  private double costSeconds;
  private @Nullable FutureTask<Optional<Found>> running;

  /// Written by the training's thread, read by the threads that evaluate.
  private volatile boolean abandoned;

  private StrengthEvaluations(
      TrainingPlan plan,
      WorkerThreads threads,
      boolean beside,
      EvaluationDue due,
      BooleanSupplier stop,
      LongSupplier nanoClock,
      Function<float[], TrainedNetwork> network,
      Consumer<EvaluationResult> results) {
    this.plan = plan;
    this.threads = threads;
    this.beside = beside;
    this.due = due;
    this.stop = stop;
    this.nanoClock = nanoClock;
    this.network = network;
    this.results = results;
    sets = sets(plan.game(), plan.evaluation());
  }

  /// Evaluates between two rounds; a deterministic training when games alone say so.
  ///
  /// @param threads idle then
  /// @param stop asked often; an evaluation that is stopped has not happened
  /// @param network makes a network of flat weights
  /// @param results receives each evaluation
  public static StrengthEvaluations between(
      TrainingPlan plan,
      WorkerThreads threads,
      BooleanSupplier stop,
      LongSupplier nanoClock,
      Function<float[], TrainedNetwork> network,
      Consumer<EvaluationResult> results) {
    double share = plan.deterministic() ? EvaluationDue.ANY : EvaluationDue.BETWEEN;
    EvaluationDue due = new EvaluationDue(plan.evaluation().everyGames(), share);
    return new StrengthEvaluations(plan, threads, false, due, stop, nanoClock, network, results);
  }

  /// Evaluates beside the training's thread.
  public static StrengthEvaluations beside(
      TrainingPlan plan,
      BooleanSupplier stop,
      LongSupplier nanoClock,
      Function<float[], TrainedNetwork> network,
      Consumer<EvaluationResult> results) {
    EvaluationDue due = new EvaluationDue(plan.evaluation().everyGames(), EvaluationDue.BESIDE);
    WorkerThreads own = new WorkerThreads(1, "evaluation");
    return new StrengthEvaluations(plan, own, true, due, stop, nanoClock, network, results);
  }

  /// Returns the sets of positions that a training is verified on.
  ///
  /// @throws InputException if the game has no set of that name
  public static Map<String, List<Position>> sets(Game game, EvaluationPlan evaluation) {
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
  public void resume(long evaluatedGames, OptionalDouble errorRate) {
    this.evaluatedGames = evaluatedGames;
    this.errorRate = errorRate;
  }

  /// Returns the games at the last evaluation, 0 before the first.
  public long evaluatedGames() {
    return evaluatedGames;
  }

  /// Returns the share of errors over all verified positions, empty before the first evaluation or
  /// without positions.
  public OptionalDouble errorRate() {
    return errorRate;
  }

  /// Returns what the last evaluation found, in words.
  public @Nullable String strength() {
    return strength;
  }

  /// Returns whether it is time for the next one.
  public boolean isDue(Counters counters) {
    double since = (nanoClock.getAsLong() - beganNanos) / 1e9;
    return running == null && due.isDue(counters.games(), evaluatedGames, since, costSeconds);
  }

  /// Returns whether an evaluation runs beside the training.
  public boolean isRunning() {
    return running != null && !running.isDone();
  }

  /// Evaluates the published weights: now, or beside the training until `takeFinished` finds it.
  public void begin(Counters counters, Weights published) {
    beganNanos = nanoClock.getAsLong();
    float[] weights = published.flat();
    FutureTask<Optional<Found>> task = new FutureTask<>(() -> evaluate(counters, weights));
    running = task;
    if (beside) {
      Thread.ofPlatform().name("evaluation").daemon().start(task);
    } else {
      task.run();
      takeFinished();
    }
  }

  /// Takes over what an evaluation found that has ended since.
  public void takeFinished() {
    FutureTask<Optional<Found>> task = running;
    if (task == null || !task.isDone()) {
      return;
    }
    running = null;
    // One that was stopped has not happened: the next process evaluates, before it plays.
    WorkerThreads.join(task).ifPresent(this::take);
  }

  private void take(Found found) {
    previous = found.network();
    evaluatedGames = found.result().counters().games();
    costSeconds = found.seconds() * threads.size() / Math.max(threads.size(), plan.threads());
    summarise(found.result().errors(), found.result().matches());
    results.accept(found.result());
  }

  /// What an evaluation found, and in which time.
  private record Found(TrainedNetwork network, EvaluationResult result, double seconds) {}

  private Optional<Found> evaluate(Counters counters, float[] weights) {
    long start = nanoClock.getAsLong();
    TrainedNetwork current = network.apply(weights);
    StrengthMatches test =
        new StrengthMatches(plan.game(), threads, () -> abandoned || stop.getAsBoolean());
    try {
      Map<String, Integer> errors = verify(current, test);
      List<MatchResult> matches = play(current, test, counters.games());
      EvaluationResult result =
          new EvaluationResult(
              counters, plan.evaluation().simulations(), positions(), errors, matches);
      return Optional.of(new Found(current, result, (nanoClock.getAsLong() - start) / 1e9));
    } catch (StoppedException e) {
      return Optional.empty();
    }
  }

  private Map<String, Integer> verify(TrainedNetwork current, StrengthMatches test) {
    PlayerFactory player = current.searching(plan.evaluation().simulations());
    Map<String, Integer> errors = new LinkedHashMap<>();
    sets.forEach(
        (set, positions) -> errors.put(set, test.failures(player, positions, _ -> {}).size()));
    return errors;
  }

  private List<MatchResult> play(TrainedNetwork current, StrengthMatches test, long games) {
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

  /// Ends what runs beside the training, within seconds.
  @Override
  public void close() {
    abandoned = true;
    FutureTask<Optional<Found>> task = running;
    if (task != null) {
      WorkerThreads.awaitEnd(task);
    }
    if (beside) {
      threads.close();
    }
  }
}
