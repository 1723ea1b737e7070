package dev.alphazero.worker.game;

import java.util.List;

/// A position of a game, by a second implementation of its rules that a reader can check against
/// the rule book: plain, slow, and sharing no code with the first. Immutable.
public interface NaiveRules {
  /// Returns the legal actions in ascending order; none when the game is over.
  List<Integer> legalActions();

  /// Returns the position after a legal action.
  NaiveRules play(int action);

  boolean isOver();

  /// Returns the outcome of a game that is over for player 0: 1 won, 0 drawn, -1 lost.
  int outcome();

  /// Returns who is to move, 0 or 1; of a game that is over, who would be.
  int player();

  /// Returns the network's input, `[C, H, W]`, as the table of planes of the game says, from the
  /// view of the player to move.
  float[] planes();
}
