package dev.alphazero.worker.jmh;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.HashEvaluator;
import dev.alphazero.worker.search.LeafBatch;
import dev.alphazero.worker.search.Search;
import dev.alphazero.worker.search.SearchSettings;
import dev.alphazero.worker.search.Searches;
import java.util.Map;
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

/// Tree only: a game from its start position, fresh trees, an evaluator that costs next to nothing,
/// one core. Read the counter `simulations`, per second. Other games by `-p gameName=othello`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class SearchBenchmark {
  @Param({"native", "java", "reference"})
  public String backend = "java";

  @Param("connect-four")
  public String gameName = "connect-four";

  @Param({"PUCT", "GUMBEL"})
  public Algorithm algorithm = Algorithm.PUCT;

  @Param({"100", "800"})
  public int simulations;

  @Param({"1", "32"})
  public int games;

  private Game game;
  private final Evaluator evaluator = new HashEvaluator();
  private Search search;
  private LeafBatch batch;

  /// Simulations done in an iteration.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counters {
    public long simulations;
  }

  @Setup
  public void setUp() {
    game = Games.byName(gameName, Map.of());
    search = Searches.create(backend, game, SearchSettings.defaults(algorithm), games, simulations);
    batch = new LeafBatch(games, game.planes().bytes(), game.actions());
  }

  @TearDown
  public void tearDown() {
    search.close();
    batch.close();
  }

  /// One whole search of each game.
  @Benchmark
  public void search(Counters counters) {
    for (int g = 0; g < games; g++) {
      search.reset(g, game.start());
      search.begin(g, simulations, null);
    }
    do {
      batch.clear();
      search.select(batch);
      evaluator.evaluate(batch);
      search.backup(batch);
    } while (batch.size() > 0);
    counters.simulations += (long) games * simulations;
  }
}
