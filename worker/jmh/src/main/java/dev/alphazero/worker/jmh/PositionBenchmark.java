package dev.alphazero.worker.jmh;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.game.RandomOpening;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What is done with a position on its way to the network: legal moves, packing, expanding to
/// floats. Positions of random games take turns.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class PositionBenchmark {
  private static final int POSITIONS = 256;
  private static final int MOST_PLIES = 30;

  @Param({"tic-tac-toe", "connect-four", "othello", "togyzqumalaq"})
  public String gameName;

  private final Arena arena = Arena.ofShared();
  private final GameState[] states = new GameState[POSITIONS];
  private Game game;
  private GameState scratch;
  private MemorySegment packed;
  private MemorySegment floats;
  private int[] legal;
  private int next;

  @Setup
  public void setUp() {
    game = Games.byName(gameName, Map.of());
    scratch = game.start();
    packed = arena.allocate(game.planes().bytes(), 64);
    floats = arena.allocate((long) game.planes().floats() * Float.BYTES, 64);
    legal = new int[game.maxLegalActions()];
    short[] actions = new short[MOST_PLIES];
    for (int i = 0; i < POSITIONS; i++) {
      states[i] = game.start();
      CounterRandom random = CounterRandom.of(1, i, 0, Purpose.OPENING);
      RandomOpening.play(game, states[i], i % MOST_PLIES, random, actions);
    }
    states[0].encode(packed, 0);
  }

  @TearDown
  public void tearDown() {
    arena.close();
  }

  private GameState position() {
    next = (next + 1) % POSITIONS;
    return states[next];
  }

  @Benchmark
  public int legalActions() {
    return position().legalActions(legal);
  }

  @Benchmark
  public GameState copyAndPlay() {
    scratch.copyFrom(position());
    if (scratch.legalActions(legal) > 0) {
      scratch.play(legal[0]);
    }
    return scratch;
  }

  @Benchmark
  public MemorySegment encode() {
    position().encode(packed, 0);
    return packed;
  }

  @Benchmark
  public MemorySegment expand() {
    game.planes().expand(packed, 0, floats, 0);
    return floats;
  }
}
