package dev.alphazero.worker.selfplay;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.HashEvaluator;
import dev.alphazero.worker.search.LeafBatch;
import dev.alphazero.worker.search.RootNoise;
import dev.alphazero.worker.search.RootStatistics;
import dev.alphazero.worker.search.Search;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import dev.alphazero.worker.search.Searches;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Plays games with an evaluator that costs nothing; what tests of self-play do again and again.
///
/// @param games in progress at once
/// @param settings with `games` and the algorithm ignored
record SelfPlayRun(
    Game game, SearchSettings search, SelfPlaySettings settings, int games, long seed) {
  static final long MODEL_VERSION = 77;
  static final long GENERATION = 3;

  /// Eight simulations, everything else off, moves in proportion to visits.
  static SelfPlayRun of(Game game, Algorithm algorithm) {
    SelfPlaySettings settings =
        new SelfPlaySettings(
            8,
            0,
            8,
            algorithm == Algorithm.GUMBEL,
            10,
            0,
            new Temperature(1, 1, 0),
            Openings.NONE,
            PlayoutCap.NONE,
            Resignation.OFF);
    return new SelfPlayRun(game, SearchSettings.defaults(algorithm), settings, 8, 1);
  }

  SelfPlayRun with(Openings openings) {
    return with(
        settings.maxPlies(),
        settings.temperature(),
        openings,
        settings.playoutCap(),
        settings.resignation());
  }

  SelfPlayRun with(PlayoutCap cap) {
    return with(
        settings.maxPlies(),
        settings.temperature(),
        settings.openings(),
        cap,
        settings.resignation());
  }

  SelfPlayRun with(Resignation resignation) {
    return with(
        settings.maxPlies(),
        settings.temperature(),
        settings.openings(),
        settings.playoutCap(),
        resignation);
  }

  SelfPlayRun with(Temperature temperature) {
    return with(
        settings.maxPlies(),
        temperature,
        settings.openings(),
        settings.playoutCap(),
        settings.resignation());
  }

  SelfPlayRun withEvaluationCache(int positions) {
    SelfPlaySettings changed =
        new SelfPlaySettings(
            settings.games(),
            positions,
            settings.simulations(),
            settings.gumbel(),
            settings.alphaScale(),
            settings.maxPlies(),
            settings.temperature(),
            settings.openings(),
            settings.playoutCap(),
            settings.resignation());
    return new SelfPlayRun(game, search, changed, games, seed);
  }

  SelfPlayRun withMaxPlies(int maxPlies) {
    return with(
        maxPlies,
        settings.temperature(),
        settings.openings(),
        settings.playoutCap(),
        settings.resignation());
  }

  private SelfPlayRun with(
      int maxPlies,
      Temperature temperature,
      Openings openings,
      PlayoutCap cap,
      Resignation resignation) {
    SelfPlaySettings changed =
        new SelfPlaySettings(
            settings.games(),
            settings.evaluationCache(),
            settings.simulations(),
            settings.gumbel(),
            settings.alphaScale(),
            maxPlies,
            temperature,
            openings,
            cap,
            resignation);
    return new SelfPlayRun(game, search, changed, games, seed);
  }

  /// Four of them end a Gumbel search of eight simulations with two equally visited actions.
  SelfPlayRun withConsideredActions(int actions) {
    return new SelfPlayRun(game, search.withConsideredActions(actions), settings, games, seed);
  }

  SelfPlayRun withGames(int games) {
    return new SelfPlayRun(game, search, settings, games, seed);
  }

  SelfPlayRun withSeed(long seed) {
    return new SelfPlayRun(game, search, settings, games, seed);
  }

  SampleLayout layout() {
    return new SampleLayout(game.planes(), game.actions());
  }

  /// Plays the games of keys that are handed out in this order and returns the episodes in the
  /// order of their keys.
  List<Episode> play(long... keys) {
    return play(true, keys);
  }

  List<Episode> play(boolean mayResign, long... keys) {
    List<Episode> episodes = new ArrayList<>();
    PrimitiveIterator.OfLong left = LongStream.of(keys).iterator();
    try (SelfPlayGroup group =
        group(() -> left.hasNext() ? left.nextLong() : GameKeys.NONE, episodes::add)) {
      group.allowResignation(mayResign);
      while (group.step(GENERATION)) {
        // one batch step after the other
      }
    }
    episodes.sort(Comparator.comparingLong(Episode::index));
    return episodes;
  }

  /// Weights that have a version.
  private record Versioned(Evaluator evaluator) implements Evaluator {
    @Override
    public void evaluate(LeafBatch batch) {
      evaluator.evaluate(batch);
    }

    @Override
    public long modelVersion() {
      return MODEL_VERSION;
    }
  }

  SelfPlayGroup group(GameKeys keys, EpisodeSink sink) {
    SelfPlaySettings own =
        new SelfPlaySettings(
            games,
            settings.evaluationCache(),
            settings.simulations(),
            settings.gumbel(),
            settings.alphaScale(),
            settings.maxPlies(),
            settings.temperature(),
            settings.openings(),
            settings.playoutCap(),
            settings.resignation());
    return new SelfPlayGroup(
        game,
        Searches.create(SearchBackend.JAVA, game, search, games, own.maxSimulations()),
        search,
        new Versioned(new HashEvaluator()),
        own,
        layout(),
        seed,
        keys,
        sink);
  }

  /// Searches a position as Gumbel does in the game that the episode is of.
  void search(Episode episode, GameState position, RootStatistics out) {
    float[] noise = new float[game.maxLegalActions()];
    RootNoise.gumbel(
        CounterRandom.of(seed, episode.index(), position.ply(), Purpose.ROOT_NOISE),
        position.legalActions(new int[game.maxLegalActions()]),
        noise);
    Evaluator evaluator = new HashEvaluator();
    try (LeafBatch batch = new LeafBatch(1, game.planes().bytes(), game.actions());
        Search searching =
            Searches.create(SearchBackend.JAVA, game, search, 1, settings.simulations())) {
      searching.reset(0, position);
      searching.begin(0, settings.simulations(), noise);
      while (!searching.isDone(0)) {
        batch.clear();
        searching.select(batch);
        evaluator.evaluate(batch);
        searching.backup(batch);
      }
      searching.readRoot(0, out);
    }
  }

  /// Returns the keys `[0, n)`.
  static long[] keys(int n) {
    return LongStream.range(0, n).toArray();
  }

  /// Returns the positions of an episode: before each ply, and at the end.
  List<GameState> positions(Episode episode) {
    GameState state = game.start();
    return IntStream.rangeClosed(0, episode.plies())
        .mapToObj(
            ply -> {
              GameState before = state.copy();
              if (ply < episode.plies()) {
                state.play(episode.actions()[ply]);
              }
              return before;
            })
        .toList();
  }
}
