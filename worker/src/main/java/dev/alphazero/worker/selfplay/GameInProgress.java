package dev.alphazero.worker.selfplay;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.search.BestMove;
import dev.alphazero.worker.search.PolicyTarget;
import dev.alphazero.worker.search.RootNoise;
import dev.alphazero.worker.search.RootStatistics;
import dev.alphazero.worker.search.Search;
import dev.alphazero.worker.search.SearchSettings;

/// One game of a group, from its start to its episode. Owned by the group's thread.
///
/// All random numbers come from generators keyed by (seed, game, ply, purpose): a game depends on
/// its key and the evaluations only, not on the games beside it.
final class GameInProgress {
  private final int slot;
  private final Game game;
  private final Search search;
  private final SearchSettings searchSettings;
  private final SelfPlaySettings settings;
  private final long seed;
  private final GameState state;
  private final RootStatistics root;
  private final float[] noise;
  private final float[] target;
  private final int[] legal;
  private final EpisodeRecorder recorder;
  private long key = GameKeys.NONE;
  private boolean full;
  private boolean playOn;

  GameInProgress(
      int slot,
      Game game,
      Search search,
      SearchSettings searchSettings,
      SelfPlaySettings settings,
      SampleLayout layout,
      long seed) {
    this.slot = slot;
    this.game = game;
    this.search = search;
    this.searchSettings = searchSettings;
    this.settings = settings;
    this.seed = seed;
    state = game.start();
    root = new RootStatistics(game.maxLegalActions());
    noise = new float[game.maxLegalActions()];
    target = new float[game.maxLegalActions()];
    legal = new int[game.maxLegalActions()];
    recorder = new EpisodeRecorder(layout);
  }

  int slot() {
    return slot;
  }

  boolean isIdle() {
    return key == GameKeys.NONE;
  }

  /// Starts the game of a key: its opening, then its first search.
  ///
  /// @param generation the lockstep generation that the game belongs to
  /// @param mayResign whether resignations are trusted now; otherwise the game is played on
  void start(long generation, long key, long modelVersion, boolean mayResign) {
    this.key = key;
    state.copyFrom(game.start());
    short[] opening = new short[settings.openings().maxPlies()];
    int openingPlies = settings.openings().play(game, state, random(0, Purpose.OPENING), opening);
    recorder.start(generation, key, seed, modelVersion, opening, openingPlies);
    playOn =
        !mayResign
            || random(0, Purpose.RESIGNATION).nextDouble() < settings.resignation().playOnShare();
    search.reset(slot, state);
    beginSearch();
  }

  /// Plays the move that the finished search chooses; a game that ends goes to the sink and leaves
  /// this idle.
  void move(EpisodeSink sink) {
    search.readRoot(slot, root);
    if (resigns()) {
      finish(sink, state.player() == 0 ? -1 : 1, false, true);
      return;
    }
    if (full) {
      record();
    }
    int action = root.actions[chosen()];
    recorder.play(action);
    state.play(action);
    if (state.isOver()) {
      finish(sink, state.outcome(), false, false);
    } else if (settings.maxPlies() > 0 && state.ply() >= settings.maxPlies()) {
      finish(sink, 0, true, false);
    } else {
      search.play(slot, action);
      beginSearch();
    }
  }

  private void beginSearch() {
    full =
        settings.playoutCap().fullShare() >= 1
            || random(state.ply(), Purpose.PLAYOUT_CAP).nextDouble()
                < settings.playoutCap().fullShare();
    if (full) {
      drawNoise();
      search.begin(slot, settings.simulations(), noise);
    } else {
      search.begin(slot, settings.playoutCap().simulations(), null);
    }
  }

  private void drawNoise() {
    int k = state.legalActions(legal);
    CounterRandom random = random(state.ply(), Purpose.ROOT_NOISE);
    if (settings.gumbel()) {
      RootNoise.gumbel(random, k, noise);
    } else {
      RootNoise.dirichlet(random, settings.alphaScale() / k, k, noise);
    }
  }

  private void record() {
    PolicyTarget.of(root, searchSettings, target);
    recorder.sample(state, root, target);
  }

  private int chosen() {
    Temperature temperature = settings.temperature();
    if (temperature.at(state.ply()) == 0) {
      return BestMove.of(root, searchSettings);
    }
    return temperature.draw(
        state.ply(), root.visits, root.size, random(state.ply(), Purpose.TEMPERATURE));
  }

  /// Asks for the value of the move that is played where none is drawn: the player to move cannot
  /// hope for more. Gumbel's winner is often not the most visited move.
  private boolean resigns() {
    if (settings.resignation().isOff()) {
      return false;
    }
    int best = BestMove.of(root, searchSettings);
    float value = root.valueSums[best] / Math.max(1, root.visits[best]);
    if (value > settings.resignation().threshold()) {
      return false;
    }
    recorder.wouldResign(state.player());
    return !playOn;
  }

  private void finish(EpisodeSink sink, int outcome, boolean capped, boolean resigned) {
    Episode episode = recorder.finish(outcome, capped, resigned);
    key = GameKeys.NONE;
    sink.accept(episode);
  }

  private CounterRandom random(int ply, Purpose purpose) {
    return CounterRandom.of(seed, key, ply, purpose);
  }
}
