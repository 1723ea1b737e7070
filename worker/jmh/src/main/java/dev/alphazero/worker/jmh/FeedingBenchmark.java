package dev.alphazero.worker.jmh;

import dev.alphazero.worker.evaluator.BatchedEvaluator;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.RandomOpening;
import dev.alphazero.worker.game.togyzqumalaq.Togyzqumalaq;
import dev.alphazero.worker.inference.BatchPolicy;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.inference.BatcherSettings;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.search.LeafBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What everything around a GPU's network costs the processor: packing of positions, the batcher
/// with its two lanes, the copies to and from the memory that the GPU reads, and the way back. The
/// network itself answers at once with what lies in that memory.
///
/// `positions` per second is the most that this many clients (`-t`) could feed; the rest of a
/// search is `SearchBenchmark`'s. Divide by the cores that are busy.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class FeedingBenchmark {
  private static final Game GAME = new Togyzqumalaq();
  private static final NetworkSpec SPEC =
      new NetworkSpec(GAME.planes().planes().size(), 1, 9, GAME.actions(), 10, 128);
  private static final int LANES = 2;
  private static final int BATCH = 4096;
  private static final int POSITIONS = 256;
  private static final int MOST_PLIES = 40;

  private Batcher batcher;

  @Setup
  public void setUp() throws InterruptedException {
    batcher =
        new Batcher(
            new BatcherSettings(new BatchPolicy.Drain(BATCH), LANES, false, 4 * BATCH),
            SPEC,
            GAME.planes(),
            Copies::new);
    batcher.setWeights(new Weights(new ModelVersion(1, 1), InitialWeights.of(SPEC, 1)));
    if (!batcher.awaitReady(Duration.ofMinutes(1))) {
      throw new IllegalStateException("the batcher must be ready in a minute");
    }
  }

  @TearDown
  public void tearDown() {
    batcher.close();
  }

  /// A search thread: games of one group, whose leaves are evaluated together.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Client {
    /// Counted by JMH.
    public long positions;

    private final GameState[] states = new GameState[POSITIONS];
    private LeafBatch batch;
    private BatchedEvaluator evaluator;

    @Setup
    public void setUp(FeedingBenchmark benchmark, Group group) {
      short[] actions = new short[MOST_PLIES];
      for (int i = 0; i < POSITIONS; i++) {
        states[i] = GAME.start();
        CounterRandom random = CounterRandom.of(1, i, 0, Purpose.OPENING);
        RandomOpening.play(GAME, states[i], i % MOST_PLIES, random, actions);
      }
      batch = new LeafBatch(group.leaves, GAME.planes().bytes(), GAME.actions());
      evaluator = new BatchedEvaluator(benchmark.batcher);
    }

    @TearDown
    public void tearDown() {
      batch.close();
    }
  }

  /// How large a client's batch step is.
  @State(Scope.Benchmark)
  public static class Group {
    @Param({"32", "256"})
    public int leaves;
  }

  @Benchmark
  public float feed(Client client, Group group) {
    LeafBatch batch = client.batch;
    batch.clear();
    for (int i = 0; i < group.leaves; i++) {
      client.states[i].encode(batch.planes(), (long) batch.add() * batch.planeBytes());
    }
    client.evaluator.evaluate(batch);
    client.positions += group.leaves;
    float sum = 0;
    for (int i = 0; i < group.leaves; i++) {
      for (int action = 0; action < batch.actions(); action++) {
        sum += batch.policyLogit(i, action);
      }
      sum += batch.value(i);
    }
    return sum;
  }

  /// Copies what a model on a GPU copies on the processor's side.
  private static final class Copies implements PackedModel {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment in = arena.allocate((long) BATCH * GAME.planes().bytes(), 64);
    private final MemorySegment logits =
        arena.allocate((long) BATCH * GAME.actions() * Float.BYTES, 64);
    private final MemorySegment results = arena.allocate((long) BATCH * Float.BYTES, 64);

    @Override
    public void setFoldedWeights(float[] folded) {
      results.setAtIndex(ValueLayout.JAVA_FLOAT, 0, folded[0]);
    }

    @Override
    public void evaluate(
        int n, MemorySegment planes, MemorySegment policyLogits, MemorySegment values) {
      MemorySegment.copy(planes, 0, in, 0, (long) n * GAME.planes().bytes());
      MemorySegment.copy(logits, 0, policyLogits, 0, (long) n * GAME.actions() * Float.BYTES);
      MemorySegment.copy(results, 0, values, 0, (long) n * Float.BYTES);
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
