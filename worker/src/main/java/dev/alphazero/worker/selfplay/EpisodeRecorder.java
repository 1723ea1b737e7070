package dev.alphazero.worker.selfplay;

import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.search.RootStatistics;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Collects the actions and samples of one game in progress; reused game after game. Value targets
/// are written when the outcome is known.
final class EpisodeRecorder {
  private static final int NOBODY = -1;

  private final SampleLayout layout;
  private byte[] rows = new byte[0];
  private byte[] players = new byte[16];
  private short[] actions = new short[64];
  private int samples;
  private int plies;
  private int openingPlies;
  private long generation;
  private long index;
  private long seed;
  private long modelVersion;
  private int resigner;

  EpisodeRecorder(SampleLayout layout) {
    this.layout = layout;
  }

  /// Begins a game.
  ///
  /// @param opening `[openingPlies]` the random first actions
  void start(
      long generation,
      long index,
      long seed,
      long modelVersion,
      short[] opening,
      int openingPlies) {
    this.generation = generation;
    this.index = index;
    this.seed = seed;
    this.modelVersion = modelVersion;
    this.openingPlies = openingPlies;
    samples = 0;
    plies = 0;
    resigner = NOBODY;
    for (int ply = 0; ply < openingPlies; ply++) {
      play(opening[ply]);
    }
  }

  /// Adds the position that was just searched.
  ///
  /// @param target `[k]` policy target over the root's legal actions
  void sample(GameState state, RootStatistics root, float[] target) {
    int at = samples * layout.rowBytes();
    if (rows.length < at + layout.rowBytes()) {
      rows = Arrays.copyOf(rows, Math.max(16 * layout.rowBytes(), 2 * rows.length));
      players = Arrays.copyOf(players, rows.length / layout.rowBytes());
    }
    MemorySegment segment = MemorySegment.ofArray(rows);
    state.encode(segment, layout.planes(at));
    layout.setPolicy(segment, at, root.actions, target, root.size);
    layout.setPly(segment, at, state.ply());
    players[samples++] = (byte) state.player();
  }

  void play(int action) {
    if (plies == actions.length) {
      actions = Arrays.copyOf(actions, 2 * plies);
    }
    actions[plies++] = (short) action;
  }

  /// Notes that a player would have given up here; the first one of a game counts.
  void wouldResign(int player) {
    if (resigner == NOBODY) {
      resigner = player;
    }
  }

  /// Ends the game.
  ///
  /// @param outcome for player 0: 1, 0, -1; ignored when capped
  Episode finish(int outcome, boolean capped, boolean resigned) {
    MemorySegment segment = MemorySegment.ofArray(rows);
    for (int sample = 0; sample < samples; sample++) {
      int value = players[sample] == 0 ? outcome : -outcome;
      layout.setValue(segment, (long) sample * layout.rowBytes(), value, capped ? 0 : 1);
    }
    boolean check = resigner != NOBODY && !resigned;
    return new Episode(
        generation,
        index,
        seed,
        modelVersion,
        Arrays.copyOf(actions, plies),
        openingPlies,
        outcome,
        capped,
        resigned,
        check,
        check && (resigner == 0 ? outcome : -outcome) >= 0,
        Arrays.copyOf(rows, samples * layout.rowBytes()),
        samples);
  }
}
