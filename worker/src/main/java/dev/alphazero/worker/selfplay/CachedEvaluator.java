package dev.alphazero.worker.selfplay;

import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;

/// Remembers evaluations until the weights change, and evaluates equal leaves of a batch once.
/// Owned by one search thread.
///
/// Equal packed planes are equal positions to a network, whichever game they are from. The games of
/// a group meet the same positions over and over: Gumbel search begins anew at each move in what
/// the last search has seen, and short games share their beginnings.
final class CachedEvaluator implements Evaluator, AutoCloseable {
  /// Of a leaf that has its evaluation from the table.
  private static final int REMEMBERED = -1;

  /// Of an unknown leaf whose slot another unknown position of the batch has.
  private static final long NO_SLOT = -1;

  private final Evaluator evaluator;
  private final EvaluationTable table;

  /// The leaves that the evaluator is asked for.
  private final LeafBatch unknown;

  /// Per leaf of the batch: the index in `unknown` that answers it, or `REMEMBERED`.
  private final int[] answers;

  /// Per leaf of `unknown`: its slot, or `NO_SLOT`.
  private final long[] slots;

  private long modelVersion;
  private long evaluated;

  /// @param positions that it remembers, at least 1; rounded down to a power of two
  /// @param capacity most leaves of one batch
  CachedEvaluator(Evaluator evaluator, int positions, int capacity, int planeBytes, int actions) {
    this.evaluator = evaluator;
    table = new EvaluationTable(positions, planeBytes, actions);
    unknown = new LeafBatch(capacity, planeBytes, actions);
    answers = new int[capacity];
    slots = new long[capacity];
  }

  /// Forgets everything, as it does by itself when the weights change.
  void forget() {
    table.clear();
  }

  /// Returns the positions that the evaluator was asked for so far.
  long evaluated() {
    return evaluated;
  }

  @Override
  public long modelVersion() {
    return evaluator.modelVersion();
  }

  @Override
  public void evaluate(LeafBatch batch) {
    forgetIfWeightsChanged();
    unknown.clear();
    for (int leaf = 0; leaf < batch.size(); leaf++) {
      answers[leaf] = lookUp(batch, leaf);
    }
    if (unknown.size() > 0) {
      evaluateUnknown();
      evaluated += unknown.size();
      // The evaluator may have got newer weights only now: then what was remembered is old.
      forgetIfWeightsChanged();
      takeAnswers(batch);
    }
  }

  private void forgetIfWeightsChanged() {
    long now = evaluator.modelVersion();
    if (now != modelVersion) {
      modelVersion = now;
      table.clear();
    }
  }

  private int lookUp(LeafBatch batch, int leaf) {
    long slot = table.slotOf(batch, leaf);
    if (table.isEmpty(slot)) {
      return ask(batch, leaf, slot);
    }
    int answer = table.answerOf(slot);
    if (table.holds(slot, batch, leaf)) {
      if (answer == EvaluationTable.ANSWERED) {
        table.read(slot, batch, leaf);
        return REMEMBERED;
      }
      return answer;
    }
    return ask(batch, leaf, answer == EvaluationTable.ANSWERED ? slot : NO_SLOT);
  }

  private int ask(LeafBatch batch, int leaf, long slot) {
    int index = unknown.addCopy(batch, leaf);
    slots[index] = slot;
    if (slot != NO_SLOT) {
      table.claim(slot, batch, leaf, index);
    }
    return index;
  }

  private void evaluateUnknown() {
    boolean done = false;
    try {
      evaluator.evaluate(unknown);
      done = true;
    } finally {
      if (!done) {
        table.clear(); // claims that nobody will answer
      }
    }
  }

  private void takeAnswers(LeafBatch batch) {
    for (int index = 0; index < unknown.size(); index++) {
      if (slots[index] != NO_SLOT) {
        table.answer(slots[index], unknown, index);
      }
    }
    for (int leaf = 0; leaf < batch.size(); leaf++) {
      if (answers[leaf] != REMEMBERED) {
        batch.copyEvaluation(unknown, answers[leaf], leaf);
      }
    }
  }

  @Override
  public void close() {
    table.close();
    unknown.close();
  }
}
