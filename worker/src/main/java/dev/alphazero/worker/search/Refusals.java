package dev.alphazero.worker.search;

import dev.alphazero.worker.game.GameState;
import org.jspecify.annotations.Nullable;

/// What searches refuse, in the same words whatever the backend.
public final class Refusals {
  private Refusals() {}

  static void requireNotOver(int game, GameState position) {
    if (position.isOver()) {
      throw new IllegalArgumentException(
          "a search needs a position that is not over, game=" + game + " ply=" + position.ply());
    }
  }

  static void requireReset(int game, boolean ready) {
    if (!ready) {
      throw new IllegalStateException("the game must be reset first, game=" + game);
    }
  }

  static void requireNoLeaf(int game, boolean idle) {
    if (!idle) {
      throw new IllegalStateException("the leaf must be backed up first, game=" + game);
    }
  }

  static void requireBackedUp(boolean idle) {
    if (!idle) {
      throw new IllegalStateException("leaves must be backed up before the next select");
    }
  }

  /// A batch of other sizes would be read and written beside what was meant.
  static void requireMadeFor(LeafBatch batch, int planeBytes, int actions) {
    if (batch.planeBytes() != planeBytes || batch.actions() != actions) {
      throw new IllegalArgumentException(
          "the batch must be made for the game, planeBytes=%d expected=%d actions=%d expected=%d"
              .formatted(batch.planeBytes(), planeBytes, batch.actions(), actions));
    }
  }

  /// @param selected leaves in the batch when `select` returned
  static void requireSelected(LeafBatch batch, int selected) {
    if (batch.size() < selected) {
      throw new IllegalArgumentException(
          "the batch must be that of the last select, size=%d expected=%d"
              .formatted(batch.size(), selected));
    }
  }

  static void requireSimulations(int simulations, int maxSimulations) {
    if (simulations < 1 || simulations > maxSimulations) {
      throw new IllegalArgumentException(
          "simulations must be in [1, " + maxSimulations + "], simulations=" + simulations);
    }
  }

  /// @param k legal actions of the root
  static void requireLegalActions(int game, int k) {
    if (k == 0) {
      throw new IllegalStateException("the game is over; reset it first, game=" + game);
    }
  }

  static void requireNoise(float @Nullable [] noise, int k) {
    if (noise != null && noise.length < k) {
      throw new IllegalArgumentException(
          "noise must have a number per legal action, legal actions="
              + k
              + " noise.length="
              + noise.length);
    }
  }

  static void requireValue(int game, float value) {
    if (!(value >= -1 && value <= 1)) {
      throw new BadEvaluationException(
          "values must be in [-1, 1], game="
              + game
              + " value="
              + value
              + "; has the training diverged?");
    }
  }

  public static BadEvaluationException badLogits(float largest) {
    return new BadEvaluationException(
        "policy logits must be finite, largest=" + largest + "; has the training diverged?");
  }

  static void requireSearched(int game, boolean evaluated) {
    if (!evaluated) {
      throw new IllegalStateException("the root must have been searched, game=" + game);
    }
  }

  static void requireLegal(int game, int action, boolean legal) {
    if (!legal) {
      throw new IllegalArgumentException(
          "the action must be legal at the root, game=" + game + " action=" + action);
    }
  }
}
