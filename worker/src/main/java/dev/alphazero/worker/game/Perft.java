package dev.alphazero.worker.game;

/// Leaves of a game's tree at some depth, the usual test of a move generator. A leaf is a sequence
/// of actions, a pass being one.
///
/// @param full sequences of exactly that many actions
/// @param endedEarlier sequences of fewer actions that end the game
public record Perft(long full, long endedEarlier) {
  /// Counts from the start of the game.
  public static Perft of(Game game, int depth) {
    return of(game, game.start(), depth);
  }

  /// Counts from a position, which stays as it is.
  ///
  /// @param depth at least 1
  public static Perft of(Game game, GameState position, int depth) {
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, depth=" + depth);
    }
    Count count = new Count(game, depth);
    long full = count.below(position, depth - 1);
    return new Perft(full, count.endedEarlier);
  }

  /// Returns the number that the literature gives.
  public long published(Game game) {
    return game.publishedPerftHasEndedGames() ? full + endedEarlier : full;
  }

  /// The walk through the tree, with one state and one list of actions per level.
  private static final class Count {
    private final GameState[] states;
    private final int[][] actions;
    private long endedEarlier;

    Count(Game game, int depth) {
      states = new GameState[depth];
      actions = new int[depth][game.maxLegalActions()];
      for (int d = 0; d < depth; d++) {
        states[d] = game.start();
      }
    }

    /// Returns the full sequences below a position that has `more` levels under its children.
    private long below(GameState position, int more) {
      int k = position.legalActions(actions[more]);
      if (k == 0) {
        endedEarlier++;
      }
      if (more == 0) {
        return k;
      }
      GameState child = states[more];
      long full = 0;
      for (int i = 0; i < k; i++) {
        child.copyFrom(position);
        child.play(actions[more][i]);
        full += below(child, more - 1);
      }
      return full;
    }
  }
}
