package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.benchmark.measure.HeapAllocation;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.ProcessorLoad;
import dev.alphazero.worker.benchmark.measure.Sample;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.plan.SelfPlayPlan;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.selfplay.Openings;
import dev.alphazero.worker.selfplay.PlayoutCap;
import dev.alphazero.worker.selfplay.Resignation;
import dev.alphazero.worker.selfplay.SelfPlayGroup;
import dev.alphazero.worker.selfplay.SelfPlaySettings;
import dev.alphazero.worker.selfplay.Temperature;
import dev.alphazero.worker.training.SelfPlayThreads;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Self-play by the threads that play in a training: temperature 1 for 30 plies, at most 200 plies.
///
/// A turn is shorter than a game. So what a game costs is counted first, over games from start to
/// end, and games/h are leaves/s over leaves per game. Those games, and the ones that bring all
/// games in flight to different plies, are played with what the untrained network is known to say,
/// without asking it.
final class SelfPlayWork implements AutoCloseable {
  private static final Temperature TEMPERATURE = new Temperature(1, 0, 30);
  private static final int MOST_PLIES = 200;

  /// Games to count with, for each in flight.
  private static final int COUNTED = 4;

  private final int gamesPerThread;

  /// Every thread's; they are added by the threads and read between turns.
  private final Queue<TimedEvaluator> evaluators = new ConcurrentLinkedQueue<>();

  private final Queue<SelfPlayGroup> groups = new ConcurrentLinkedQueue<>();
  private final SelfPlayThreads play;
  private final GameCost cost;

  /// Whether the network is asked. Changed between turns.
  private volatile boolean asksNetwork;

  /// What a game takes on average.
  record GameCost(double leaves, double samples, int games) {}

  SelfPlayWork(
      Engine engine,
      WorkerThreads threads,
      SearchBackend backend,
      Precision precision,
      int gamesPerThread,
      int simulations,
      int evaluationCache) {
    this.gamesPerThread = gamesPerThread;
    SelfPlayPlan plan = plan(backend, gamesPerThread, simulations, evaluationCache);
    int games = gamesPerThread * threads.size();
    play =
        SelfPlayThreads.of(
            engine,
            plan,
            precision,
            Workload.deviceBatch(engine, gamesPerThread, threads.size()),
            threads,
            (long) COUNTED * games,
            (network, keys, sink) -> {
              TimedEvaluator timed =
                  new TimedEvaluator(new UntrainedEvaluator(network, () -> asksNetwork));
              SelfPlayGroup group = plan.newGroup(timed, keys, sink);
              evaluators.add(timed);
              groups.add(group);
              return group;
            });
    play.setWeights(Weights.fixed(InitialWeights.of(Workload.NETWORK, 0)));
    cost = count(COUNTED * games);
    scatter(games);
    asksNetwork = true;
  }

  private static SelfPlayPlan plan(
      SearchBackend backend, int gamesPerThread, int simulations, int evaluationCache) {
    return new SelfPlayPlan(
        Workload.GAME,
        Workload.NETWORK,
        new SampleLayout(Workload.GAME.planes(), Workload.GAME.actions()),
        backend,
        Workload.SEARCH,
        new SelfPlaySettings(
            gamesPerThread,
            evaluationCache,
            simulations,
            false,
            (float) (Workload.ALPHA * Workload.GAME.actions()),
            MOST_PLIES,
            TEMPERATURE,
            Openings.NONE,
            PlayoutCap.NONE,
            Resignation.OFF),
        0);
  }

  /// Plays games from start to end and returns what one takes.
  private GameCost count(int games) {
    List<Episode> episodes = play.playGeneration(0, 0, games, () -> true);
    double samples = episodes.stream().mapToInt(Episode::samples).sum();
    return new GameCost((double) leaves() / games, samples / games, games);
  }

  /// Plays until as many games are over as are in flight: then these are at different plies.
  private void scatter(int games) {
    int[] over = {0};
    play.playFreely(
        episodes -> {
          over[0] += episodes.size();
          return over[0] < games;
        });
  }

  GameCost cost() {
    return cost;
  }

  /// Returns the positions of the usual batch of the last turn.
  int formedBatch() {
    return evaluations().formedBatch();
  }

  Sample turn(double seconds) {
    evaluators.forEach(TimedEvaluator::clear);
    long before = leaves();
    double heap = HeapAllocation.bytes();
    ProcessorLoad.Look start = ProcessorLoad.Look.now();
    play.playFreely(_ -> start.secondsUntilNow() < seconds);
    double wall = start.secondsUntilNow();
    TimedEvaluator.Evaluations evaluations = evaluations();
    double allocated = HeapAllocation.bytes() - heap;
    long evaluated = leaves() - before;
    double leaves = evaluated / wall;
    Sample sample =
        new Sample()
            .put(Measure.POSITIONS_PER_SECOND, evaluations.positions() / wall)
            .put(Measure.GAMES_PER_HOUR, 3600 * leaves / cost.leaves())
            .put(Measure.SAMPLES_PER_SECOND, leaves * cost.samples() / cost.leaves())
            .put(Measure.HEAP_BYTES_PER_LEAF, allocated / evaluated);
    evaluations.putInto(sample, wall, gamesPerThread);
    start.untilNow().putInto(sample);
    return sample;
  }

  private long leaves() {
    return groups.stream().mapToLong(SelfPlayGroup::leaves).sum();
  }

  private TimedEvaluator.Evaluations evaluations() {
    return TimedEvaluator.Evaluations.of(List.copyOf(evaluators));
  }

  @Override
  public void close() {
    play.close();
  }
}
