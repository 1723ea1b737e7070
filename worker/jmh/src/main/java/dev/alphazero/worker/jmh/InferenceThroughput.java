package dev.alphazero.worker.jmh;

import dev.alphazero.worker.evaluator.BatchedEvaluator;
import dev.alphazero.worker.evaluator.NetworkEvaluator;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.RandomOpening;
import dev.alphazero.worker.game.togyzqumalaq.Togyzqumalaq;
import dev.alphazero.worker.inference.BatchPolicy;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.inference.BatcherSettings;
import dev.alphazero.worker.inference.BatcherStatistics;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.network.djl.NativeThreads;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import dev.alphazero.worker.wire.inference.InferenceClient;
import dev.alphazero.worker.wire.inference.InferenceService;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.Tls;
import dev.alphazero.worker.wire.transport.WireServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Positions/s of togyz-medium behind the batcher and behind gRPC with mTLS on loopback, as a share
/// of what the bare network gives on the same cores just before and after.
///
/// Arguments: a folder with certificates for `localhost`, the precision, rounds, seconds per
/// measurement, and, unless 1,2,4,8 clients shall have steps of 16 positions, clients and positions
/// of a step, for example `1,4,16 1,16,64`. The folder, for example:
///
/// ```
/// openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
///   -addext subjectAltName=DNS:localhost -keyout tls.key -out tls.crt && cp tls.crt ca.crt
/// ```
public final class InferenceThroughput {
  private static final Game GAME = new Togyzqumalaq();
  private static final NetworkSpec SPEC =
      new NetworkSpec(GAME.planes().planes().size(), 1, 9, GAME.actions(), 10, 128);
  private static final Weights WEIGHTS =
      new Weights(new ModelVersion(1, 1), InitialWeights.of(SPEC, 1));
  private static final int LANES = 2;
  private static final int BATCH = 64;

  private static final int WARM_UP = 5;
  private static final String CLIENTS = "1,2,4,8";
  private static final String STEPS = "16";
  private static final Handshake HANDSHAKE = new Handshake("bench", 1, 1, "bench");

  private final Tls tls;
  private final Precision precision;
  private final double seconds;

  /// Numbers of clients, and of positions of one client's batch step.
  private final int[] clients;

  private final int[] steps;

  private InferenceThroughput(
      Tls tls, Precision precision, double seconds, int[] clients, int[] steps) {
    this.tls = tls;
    this.precision = precision;
    this.seconds = seconds;
    this.clients = clients;
    this.steps = steps;
  }

  /// What one measurement gave.
  private record Result(double perSecond, double fill, double meanMillis, double p99Millis) {}

  /// A result and its share of the limit, in percent.
  private record Turn(Result result, double share) {}

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[2]);
    try (Tls tls = new Tls(Path.of(args[0]), Tls.REREAD, System.err::println)) {
      InferenceThroughput bench =
          new InferenceThroughput(
              tls,
              Precision.valueOf(args[1]),
              Double.parseDouble(args[3]),
              numbers(args.length > 4 ? args[4] : CLIENTS),
              numbers(args.length > 5 ? args[5] : STEPS));
      Map<String, Callable<Result>> measurements = bench.measurements();
      Map<String, List<Turn>> turns = new LinkedHashMap<>();
      for (Callable<Result> measurement : measurements.values()) {
        measurement.call(); // warms up
      }
      for (int round = 0; round < rounds; round++) {
        double before = bench.bare(LANES, BATCH).perSecond();
        for (Map.Entry<String, Callable<Result>> next : measurements.entrySet()) {
          Result result = next.getValue().call();
          double after = bench.bare(LANES, BATCH).perSecond();
          turns
              .computeIfAbsent(next.getKey(), _ -> new ArrayList<>())
              .add(new Turn(result, 200 * result.perSecond() / (before + after)));
          before = after;
        }
        System.err.printf("round %d of %d%n", round + 1, rounds);
      }
      System.out.printf(
          Locale.ROOT,
          "%-40s %12s %22s %6s %8s %8s%n",
          "togyz-medium, " + args[1],
          "positions/s",
          "% of limit (quartiles)",
          "fill %",
          "mean ms",
          "p99 ms");
      turns.forEach(InferenceThroughput::print);
    }
  }

  private static void print(String name, List<Turn> turns) {
    System.out.printf(
        Locale.ROOT,
        "%-40s %12.0f %8.1f (%5.1f-%5.1f) %6.0f %8.2f %8.2f%n",
        name,
        quantile(turns, 0.5, turn -> turn.result().perSecond()),
        quantile(turns, 0.5, Turn::share),
        quantile(turns, 0.25, Turn::share),
        quantile(turns, 0.75, Turn::share),
        quantile(turns, 0.5, turn -> turn.result().fill()),
        quantile(turns, 0.5, turn -> turn.result().meanMillis()),
        quantile(turns, 0.5, turn -> turn.result().p99Millis()));
  }

  private static double quantile(List<Turn> turns, double q, ToDoubleFunction<Turn> of) {
    double[] numbers = turns.stream().mapToDouble(of).sorted().toArray();
    return numbers[(int) Math.round(q * (numbers.length - 1))];
  }

  private Map<String, Callable<Result>> measurements() {
    Map<String, Callable<Result>> all = new LinkedHashMap<>();
    all.put("bare, 1 thread, batch " + BATCH, () -> bare(1, BATCH));
    all.put("bare, 1 model on 2 threads, batch " + BATCH, () -> bare(1, BATCH, LANES));
    all.put("bare, 1 model on 2 threads, batch " + 2 * BATCH, () -> bare(1, 2 * BATCH, LANES));
    BatchPolicy drain = new BatchPolicy.Drain(BATCH);
    BatchPolicy adaptive = new BatchPolicy.Adaptive(BATCH, 25, Duration.ofMillis(5));
    for (int step : steps) {
      all.put("bare, 2 threads, batch " + step, () -> bare(LANES, step));
      for (int count : clients) {
        String who = ", %d x %d".formatted(count, step);
        all.put("batcher, drain" + who, () -> batched(drain, true, count, step));
        all.put("batcher, adaptive" + who, () -> batched(adaptive, true, count, step));
        all.put("batcher, drain, not shared" + who, () -> batched(drain, false, count, step));
        all.put("gRPC, drain" + who, () -> remote(drain, count, step));
        all.put("gRPC, adaptive" + who, () -> remote(adaptive, count, step));
      }
    }
    return all;
  }

  private static int[] numbers(String list) {
    return Arrays.stream(list.split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private Result bare(int threads, int size) throws Exception {
    return bare(threads, size, 1);
  }

  private Result bare(int threads, int size, int nativeThreads) throws Exception {
    double perSecond =
        clients(
            threads,
            size,
            () -> {
              NetworkEvaluator network =
                  new NetworkEvaluator(DjlEngine.CPU, SPEC, GAME.planes(), precision, size);
              network.setWeights(WEIGHTS);
              NativeThreads.set(nativeThreads);
              return network;
            });
    return new Result(perSecond, 100.0 * size / BATCH, 0, 0);
  }

  private Result batched(BatchPolicy policy, boolean share, int count, int step) throws Exception {
    try (Batcher batcher = newBatcher(policy, share)) {
      return result(clients(count, step, () -> new BatchedEvaluator(batcher)), batcher);
    }
  }

  private Result remote(BatchPolicy policy, int count, int step) throws Exception {
    try (Batcher batcher = newBatcher(policy, true);
        WireServer server =
            new WireServer(
                0, tls, List.of(new InferenceService(HANDSHAKE, batcher)), System.err::println)) {
      server.start();
      try (InferenceClient client =
          new InferenceClient("localhost", server.port(), HANDSHAKE, tls, _ -> {})) {
        return result(clients(count, step, client::newEvaluator), batcher);
      }
    }
  }

  private Batcher newBatcher(BatchPolicy policy, boolean share) throws InterruptedException {
    Batcher batcher =
        new Batcher(
            new BatcherSettings(policy, LANES, share, 64 * BATCH),
            SPEC,
            GAME.planes(),
            this::newModel);
    batcher.setWeights(WEIGHTS);
    if (!batcher.awaitReady(Duration.ofMinutes(1))) {
      throw new IllegalStateException("the batcher must be ready in a minute");
    }
    return batcher;
  }

  private PackedModel newModel() {
    return DjlEngine.CPU.newPackedModel(SPEC, GAME.planes(), precision, BATCH);
  }

  private static Result result(double perSecond, Batcher batcher) {
    BatcherStatistics statistics = batcher.statistics();
    return new Result(
        perSecond,
        statistics.fillPercent(),
        statistics.latency().meanMillis(),
        statistics.latency().p99Millis());
  }

  /// Lets clients evaluate one batch step after the other, and returns all their positions/s.
  private double clients(int count, int size, Supplier<Evaluator> newEvaluator) throws Exception {
    CyclicBarrier start = new CyclicBarrier(count);
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Callable<Double>> tasks = new ArrayList<>();
      for (int client = 0; client < count; client++) {
        int seed = client;
        tasks.add(() -> client(newEvaluator.get(), size, seed, start));
      }
      double sum = 0;
      for (Future<Double> rate : threads.invokeAll(tasks)) {
        sum += rate.get();
      }
      return sum;
    }
  }

  private double client(Evaluator evaluator, int size, int seed, CyclicBarrier allReady)
      throws Exception {
    try (LeafBatch batch = new LeafBatch(size, GAME.planes().bytes(), GAME.actions())) {
      fill(batch, size, seed);
      for (int i = 0; i < WARM_UP; i++) {
        evaluator.evaluate(batch);
      }
      allReady.await();
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      long positions = 0;
      long now = start;
      while (now - end < 0) {
        evaluator.evaluate(batch);
        positions += size;
        now = System.nanoTime();
      }
      return positions / ((now - start) / 1e9);
    } finally {
      if (evaluator instanceof NetworkEvaluator network) {
        network.close(); // by the thread that made it
      }
    }
  }

  private static void fill(LeafBatch batch, int size, int seed) {
    short[] actions = new short[40];
    for (int i = 0; i < size; i++) {
      GameState state = GAME.start();
      CounterRandom random = CounterRandom.of(seed, i, 0, Purpose.OPENING);
      RandomOpening.play(GAME, state, i % actions.length, random, actions);
      state.encode(batch.planes(), (long) batch.add() * batch.planeBytes());
    }
  }
}
