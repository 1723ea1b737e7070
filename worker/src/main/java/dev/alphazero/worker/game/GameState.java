package dev.alphazero.worker.game;

import java.lang.foreign.MemorySegment;

/// A mutable position. Owned by one thread.
///
/// Searches keep one scratch state and replay moves on it, so `copyFrom`, `play` and `legalActions`
/// are the hot path and allocate nothing. Two states are equal when the same moves are legal now
/// and ever after: the ply does not count, unless a rule depends on it.
public interface GameState {
  /// Returns who is to move, 0 for the player who started or 1. A game may let one player move
  /// twice in a row, or have passes as actions.
  int player();

  /// Returns the number of actions played since the start.
  int ply();

  /// Writes the legal actions in ascending order.
  ///
  /// @param actions receives them; at least `Game.maxLegalActions()` long
  /// @return k, their number; 0 exactly when the game is over
  int legalActions(int[] actions);

  /// Returns whether the action, in [0, A), is legal now.
  boolean isLegal(int action);

  /// Plays a legal action. An illegal one leaves the state undefined: callers that do not know ask
  /// `isLegal` first.
  void play(int action);

  boolean isOver();

  /// Returns the outcome for player 0: 1 won, 0 drawn, -1 lost.
  ///
  /// @throws IllegalStateException if the game is not over
  int outcome();

  /// Packs the position as `Game.planes()` says, from the view of the player to move.
  ///
  /// @param out receives `planes().bytes()` bytes
  /// @param offset first byte to write
  void encode(MemorySegment out, long offset);

  /// Returns an independent copy.
  GameState copy();

  /// Becomes a copy of another state of the same game.
  void copyFrom(GameState other);

  /// Returns the board as text for people, several lines, with coordinates that `Game.parseAction`
  /// reads.
  String draw();
}
