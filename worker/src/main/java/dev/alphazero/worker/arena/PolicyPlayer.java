package dev.alphazero.worker.arena;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import java.util.List;

/// Plays the legal move of the highest policy logit, with no search.
public final class PolicyPlayer implements Player {
  private final String name;
  private final Evaluator evaluator;
  private final LeafBatch batch;
  private final int[] legal;

  public PolicyPlayer(String name, Game game, Evaluator evaluator, int batchSize) {
    this.name = name;
    this.evaluator = evaluator;
    batch = new LeafBatch(batchSize, game.planes().bytes(), game.actions());
    legal = new int[game.maxLegalActions()];
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int[] choose(List<GameState> positions) {
    int[] actions = new int[positions.size()];
    for (int start = 0; start < actions.length; start += batch.capacity()) {
      int end = Math.min(actions.length, start + batch.capacity());
      batch.clear();
      for (GameState position : positions.subList(start, end)) {
        position.encode(batch.planes(), (long) batch.add() * batch.planeBytes());
      }
      evaluator.evaluate(batch);
      for (int i = start; i < end; i++) {
        actions[i] = best(positions.get(i), i - start);
      }
    }
    return actions;
  }

  private int best(GameState position, int leaf) {
    int k = position.legalActions(legal);
    int best = legal[0];
    for (int i = 1; i < k; i++) {
      if (batch.policyLogit(leaf, legal[i]) > batch.policyLogit(leaf, best)) {
        best = legal[i];
      }
    }
    return best;
  }

  @Override
  public void close() {
    batch.close();
  }
}
