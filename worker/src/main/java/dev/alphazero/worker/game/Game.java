package dev.alphazero.worker.game;

import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.planes.Symmetry;
import java.util.List;

/// Rules of a two-player, zero-sum game of perfect information. Immutable and thread-safe.
public interface Game {
  /// Returns the name that training files use, for example `connect-four`.
  String name();

  /// Returns A, the number of distinct actions; policies have this length.
  int actions();

  /// Returns how positions are encoded.
  PlaneLayout planes();

  /// Returns the game's symmetries, the identity first. Every one keeps rules and outcome.
  List<Symmetry> symmetries();

  /// Returns a new state at the start of the game.
  GameState start();

  /// Returns the most legal actions that any position can have, at most A.
  int maxLegalActions();

  /// Returns an action in the game's own notation, for example `4` (a column) or `d3`.
  String actionName(int action);

  /// Returns the action of a notation.
  ///
  /// @throws IllegalArgumentException if no action has that name; the message says what names look
  ///   like
  int parseAction(String name);

  /// Returns the position after a list of moves in the game's usual notation, for example `4453`
  /// for Connect Four; white space between moves is allowed.
  ///
  /// @throws IllegalArgumentException if a move is unreadable or illegal; the message names the
  ///   move and its place
  GameState position(String moves);

  /// Returns whether the literature's perft numbers count the sequences of fewer actions, which end
  /// the game, too.
  default boolean publishedPerftHasEndedGames() {
    return false;
  }
}
