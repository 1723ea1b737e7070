package dev.alphazero.worker.benchmark;

import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.role.NetworkEvaluator;
import dev.alphazero.worker.role.SelfPlayPlan;
import dev.alphazero.worker.role.SelfPlayThreads;
import dev.alphazero.worker.role.WorkerThreads;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.selfplay.Openings;
import dev.alphazero.worker.selfplay.PlayoutCap;
import dev.alphazero.worker.selfplay.Resignation;
import dev.alphazero.worker.selfplay.SelfPlaySettings;
import dev.alphazero.worker.selfplay.Temperature;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Self-play by the threads that play in a training: temperature 1 for 30 plies, at most 200 plies.
///
/// A turn is shorter than a game. So what a game costs is counted first, over games from start to
/// end, and games/h are positions/s over positions per game. Those games, and the ones that bring
/// all games in flight to different plies, are played with what the untrained network is known to
/// say, without asking it.
final class SelfPlayPart {
  private static final int GAMES = 16;
  private static final Temperature TEMPERATURE = new Temperature(1, 0, 30);
  private static final int MOST_PLIES = 200;

  /// Games to count with, for each in flight.
  private static final int COUNTED = 4;

  private final Options options;
  private final Consumer<String> progress;
  private final SearchBackend backend = Workload.backend();

  /// Every thread's evaluator; they are added by the threads and read between turns.
  private final Queue<TimedEvaluator> evaluators = new ConcurrentLinkedQueue<>();

  /// Whether the network is asked. Changed between turns.
  private volatile boolean asksNetwork;

  SelfPlayPart(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /// What a game takes on average.
  private record GameCost(double positions, double samples, int games) {}

  Outcome measure() {
    int cores = Runtime.getRuntime().availableProcessors();
    int games = options.gamesOr(GAMES, cores);
    try (WorkerThreads threads = new WorkerThreads(Math.min(cores, games))) {
      return Outcome.of(List.of(row(threads, Math.ceilDiv(games, threads.size()))));
    }
  }

  private Row row(WorkerThreads threads, int gamesPerThread) {
    Precision precision = Workload.inference(options.precision(), gamesPerThread);
    int games = gamesPerThread * threads.size();
    try (SelfPlayThreads play = play(threads, precision, gamesPerThread);
        RawForward raw =
            new RawForward(threads, Workload.GAME, Workload.NETWORK, precision, gamesPerThread)) {
      play.setWeights(new Weights(new ModelVersion(0, 0), InitialWeights.of(Workload.NETWORK, 0)));
      GameCost cost = count(play, COUNTED * games);
      scatter(play, games);
      asksNetwork = true;
      turn(play, cost, gamesPerThread); // compiles
      int batch = evaluations().formedBatch();
      raw.turn(0, batch);
      progress.accept("selfplay: %d games".formatted(games));
      Contest contest =
          Contest.run(
              options.repetitions(),
              Measure.POSITIONS_PER_SECOND,
              () -> raw.turn(options.seconds(), batch),
              () -> turn(play, cost, gamesPerThread));
      return new Row(
          PartName.SELFPLAY,
          "%d games".formatted(games),
          Workload.conditions(precision, gamesPerThread, threads.size())
              .searching(games, simulations(), backend.id()),
          Figure.of(contest.work()),
          "%d games had %.0f positions and %.0f samples each; limit: the bare network in batches of %d"
              .formatted(cost.games(), cost.positions(), cost.samples(), batch));
    }
  }

  private SelfPlayThreads play(WorkerThreads threads, Precision precision, int gamesPerThread) {
    SelfPlayPlan plan = plan(gamesPerThread);
    return new SelfPlayThreads(
        threads,
        (long) COUNTED * gamesPerThread * threads.size(),
        () ->
            new NetworkEvaluator(
                Workload.NETWORK, Workload.GAME.planes(), precision, gamesPerThread),
        (network, keys, sink) -> {
          TimedEvaluator timed =
              new TimedEvaluator(new UntrainedEvaluator(network, () -> asksNetwork));
          evaluators.add(timed);
          return plan.newGroup(timed, keys, sink);
        });
  }

  private SelfPlayPlan plan(int gamesPerThread) {
    return new SelfPlayPlan(
        Workload.GAME,
        Workload.NETWORK,
        new SampleLayout(Workload.GAME.planes(), Workload.GAME.actions()),
        backend,
        Workload.SEARCH,
        new SelfPlaySettings(
            gamesPerThread,
            simulations(),
            false,
            (float) (Workload.ALPHA * Workload.GAME.actions()),
            MOST_PLIES,
            TEMPERATURE,
            Openings.NONE,
            PlayoutCap.NONE,
            Resignation.OFF),
        0);
  }

  private int simulations() {
    return options.simulationsOr(Workload.SIMULATIONS);
  }

  /// Plays games from start to end and returns what one takes.
  private GameCost count(SelfPlayThreads play, int games) {
    progress.accept("selfplay: counting what a game takes");
    evaluators.forEach(TimedEvaluator::clear);
    List<Episode> episodes = play.playGeneration(0, 0, games, 0, () -> true);
    double samples = episodes.stream().mapToInt(Episode::samples).sum();
    return new GameCost((double) evaluations().positions() / games, samples / games, games);
  }

  /// Plays until as many games are over as are in flight: then these are at different plies.
  private static void scatter(SelfPlayThreads play, int games) {
    int[] over = {0};
    play.playFreely(
        0,
        episodes -> {
          over[0] += episodes.size();
          return over[0] < games;
        });
  }

  private Sample turn(SelfPlayThreads play, GameCost cost, int gamesPerThread) {
    evaluators.forEach(TimedEvaluator::clear);
    ProcessorLoad.Look start = ProcessorLoad.Look.now();
    play.playFreely(0, _ -> start.secondsUntilNow() < options.seconds());
    double wall = start.secondsUntilNow();
    TimedEvaluator.Evaluations evaluations = evaluations();
    double positions = evaluations.positions() / wall;
    Sample sample =
        new Sample()
            .put(Measure.POSITIONS_PER_SECOND, positions)
            .put(Measure.GAMES_PER_HOUR, 3600 * positions / cost.positions())
            .put(Measure.SAMPLES_PER_SECOND, positions * cost.samples() / cost.positions());
    evaluations.putInto(sample, wall, gamesPerThread);
    start.untilNow().putInto(sample);
    return sample;
  }

  private TimedEvaluator.Evaluations evaluations() {
    return TimedEvaluator.Evaluations.of(List.copyOf(evaluators));
  }
}
