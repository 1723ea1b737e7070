package dev.alphazero.worker.search;

import dev.alphazero.worker.game.GameState;
import org.jspecify.annotations.Nullable;

/// Searches of many games at once, one tree per game. Owned by one thread.
///
/// A game goes `reset` → (`begin` → `select`/`backup` until `isDone` → `readRoot` → `play`)*. One
/// batch step of all games is
///
/// ```
/// batch.clear();
/// search.select(batch);       // each game that is not done walks to a leaf and encodes it
/// evaluator.evaluate(batch);  // nothing to do when the batch stayed empty
/// search.backup(batch);       // each leaf is expanded and its value backed up
/// ```
///
/// Wrong calls throw and change nothing. When an evaluator or `backup` throws (a value or logit
/// that is NaN), the games of that step must be `reset`.
///
/// A *simulation* is one walk from the root to a leaf and back. The first evaluation of a root is
/// not a simulation: after a search the visit counts of the root's edges sum to the simulations,
/// plus the visits of a reused tree.
public interface Search extends AutoCloseable {
  /// Returns the number of games.
  int games();

  /// Forgets game `game` and puts its root at a copy of `position`, which must not be over.
  void reset(int game, GameState position);

  /// Begins a search of `simulations` new simulations from the root of game `game`. PUCT builds on
  /// what the tree holds already; Gumbel starts anew.
  ///
  /// @param simulations in [1, the most that the search was made for]
  /// @param noise `[k]`, one number per legal action of the root in ascending order of actions, may
  ///   be longer: a Dirichlet sample for PUCT, Gumbel variables for Gumbel (`RootNoise`); null for
  ///   none, as in evaluation. With PUCT, forced playouts need noise. Copied.
  void begin(int game, int simulations, float @Nullable [] noise);

  /// Returns whether the search of game `game` has spent its simulations, or was never begun.
  boolean isDone(int game);

  /// Walks each game that is not done to its next leaf and adds that leaf to the batch, at most one
  /// per game, games in ascending order. A walk that ends in a finished game is a simulation of its
  /// own: it is backed up at once and the next walk begins, until a leaf needs an evaluation or the
  /// simulations are spent.
  void select(LeafBatch batch);

  /// Expands and backs up the leaves that the last `select` added, now evaluated.
  void backup(LeafBatch batch);

  /// Does one batch step of all games, as above.
  ///
  /// @param batch with room for all games; cleared first
  default void step(LeafBatch batch, Evaluator evaluator) {
    batch.clear();
    select(batch);
    if (batch.size() > 0) {
      evaluator.evaluate(batch);
      backup(batch);
    }
  }

  /// Reads what the search found at the root of game `game`.
  void readRoot(int game, RootStatistics out);

  /// Plays a legal action at the root of game `game`. PUCT keeps the subtree, Gumbel starts anew.
  /// The new position may be over; then only `reset` may follow.
  void play(int game, int action);

  @Override
  void close();
}
