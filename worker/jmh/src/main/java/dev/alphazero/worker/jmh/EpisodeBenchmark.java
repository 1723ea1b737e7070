package dev.alphazero.worker.jmh;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.learner.BatchAssembler;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeCodec;
import dev.alphazero.worker.replay.ReplayWindow;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.replay.WindowSize;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.HashEvaluator;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import dev.alphazero.worker.search.Searches;
import dev.alphazero.worker.selfplay.GameKeys;
import dev.alphazero.worker.selfplay.Openings;
import dev.alphazero.worker.selfplay.PlayoutCap;
import dev.alphazero.worker.selfplay.Resignation;
import dev.alphazero.worker.selfplay.SelfPlayGroup;
import dev.alphazero.worker.selfplay.SelfPlaySettings;
import dev.alphazero.worker.selfplay.Temperature;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What is done with games of Connect Four on their way to the learner: one episode as bytes and
/// back, one sample drawn from the window and expanded into a training batch.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class EpisodeBenchmark {
  private static final int GAMES = 32;
  private static final int SIMULATIONS = 8;
  private static final int SAMPLES = 50_000;
  private static final int BATCH = 512;

  private final Game game = new ConnectFour();
  private final SampleLayout layout = new SampleLayout(game.planes(), game.actions());
  private final EpisodeCodec codec = new EpisodeCodec(layout);
  private final Arena arena = Arena.ofShared();
  private ReplayWindow window;
  private BatchAssembler assembler;
  private TrainBatch batch;
  private Episode episode;
  private ByteBuffer encoded;
  private ByteBuffer buffer;
  private long step;

  @Setup
  public void setUp() {
    List<Episode> episodes = play();
    window = new ReplayWindow(layout, new WindowSize(SAMPLES, SAMPLES));
    episodes.forEach(window::add);
    assembler = new BatchAssembler(layout, game.symmetries(), 1);
    NetworkSpec spec =
        new NetworkSpec(
            game.planes().planes().size(),
            game.planes().height(),
            game.planes().width(),
            game.actions(),
            5,
            64);
    batch = TrainBatch.allocate(arena, spec, BATCH);
    episode = episodes.getFirst();
    encoded = ByteBuffer.allocate(codec.encodedBytes(episode));
    codec.encode(episode, encoded);
    buffer = ByteBuffer.allocate(codec.encodedBytes(episode));
  }

  private List<Episode> play() {
    List<Episode> episodes = new ArrayList<>();
    int[] samples = {0};
    long[] key = {0};
    GameKeys untilEnough = () -> samples[0] < SAMPLES ? key[0]++ : GameKeys.NONE;
    SearchSettings search = SearchSettings.defaults(Algorithm.GUMBEL);
    SelfPlaySettings settings =
        new SelfPlaySettings(
            GAMES,
            0,
            SIMULATIONS,
            true,
            10,
            0,
            new Temperature(1, 1, 0),
            Openings.NONE,
            PlayoutCap.NONE,
            Resignation.OFF);
    try (SelfPlayGroup group =
        new SelfPlayGroup(
            game,
            Searches.create(SearchBackend.JAVA, game, search, GAMES, SIMULATIONS),
            search,
            new HashEvaluator(),
            settings,
            layout,
            1,
            untilEnough,
            played -> {
              episodes.add(played);
              samples[0] += played.samples();
            })) {
      while (group.step(0)) {
        // one batch step after the other
      }
    }
    return episodes;
  }

  @TearDown
  public void tearDown() {
    window.close();
    arena.close();
  }

  @Benchmark
  public ByteBuffer encode() {
    codec.encode(episode, buffer.clear());
    return buffer;
  }

  @Benchmark
  public Episode decode() {
    return codec.decode(encoded.rewind());
  }

  /// Per sample of a batch of 512, with a random symmetry.
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public TrainBatch sample() {
    assembler.assemble(window, step++, batch);
    return batch;
  }
}
