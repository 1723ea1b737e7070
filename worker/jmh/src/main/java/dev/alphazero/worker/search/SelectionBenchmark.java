package dev.alphazero.worker.search;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/// Choosing an edge of one node: what a walk does at each ply. In the package of the formulas,
/// which are nobody else's.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SelectionBenchmark {
  /// Nodes that take turns, so that no branch is learned by heart.
  private static final int NODES = 256;

  /// Those of Connect Four and Togyzqumalaq, and a busy position of Othello.
  @Param({"7", "9", "20"})
  public int edges;

  private final SearchSettings puct = SearchSettings.defaults(Algorithm.PUCT);
  private final SearchSettings gumbel = SearchSettings.defaults(Algorithm.GUMBEL);
  private int[] visits = {};
  private float[] valueSums = {};
  private float[] logits = {};
  private float[] priors = {};
  private float[] noise = {};
  private float[] scores = {};
  private int next;

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    int all = NODES * edges;
    visits = random.ints(all, 0, 20).toArray();
    valueSums = floats(random, all, -5, 5);
    logits = floats(random, all, -2, 2);
    priors = floats(random, all, 0, 2.0 / edges);
    noise = floats(random, edges, -1, 3);
    scores = new float[edges];
  }

  private static float[] floats(SplittableRandom random, int count, double from, double to) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(from, to);
    }
    return numbers;
  }

  private int node() {
    next = (next + 1) % NODES;
    return next * edges;
  }

  @Benchmark
  public int puct() {
    float unvisitedQ = Puct.unvisitedQ(0.1f, puct.fpuReduction(), 0.6f);
    return Puct.best(edges, node(), visits, valueSums, priors, 12.5f, unvisitedQ);
  }

  @Benchmark
  public int gumbelRoot() {
    improvedLogits(node());
    return GumbelRoot.best(edges, visits, visits[next * edges], noise, scores);
  }

  @Benchmark
  public int gumbelInterior() {
    int first = node();
    improvedLogits(first);
    Softmax.inPlace(scores, 0, edges);
    return Gumbel.interiorAction(edges, first, visits, scores);
  }

  private void improvedLogits(int first) {
    Gumbel.improvedLogits(gumbel, edges, first, visits, valueSums, logits, priors, 0.1f, scores);
  }
}
