package dev.alphazero.worker.learner;

import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.planes.Symmetry;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.replay.ReplayWindow;
import dev.alphazero.worker.replay.SampleLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// Draws samples from the window and expands them into a training batch, each turned by a random
/// symmetry of the game. What it assembles depends on the window, the seed and the step alone. Used
/// by one thread.
public final class BatchAssembler {
  private final SampleLayout layout;
  private final List<Symmetry> symmetries;
  private final long seed;
  private long[] drawn = new long[0];

  /// Creates an assembler.
  ///
  /// @param symmetries of the game, the identity first; the identity alone turns augmentation off
  public BatchAssembler(SampleLayout layout, List<Symmetry> symmetries, long seed) {
    if (symmetries.isEmpty() || !isIdentity(symmetries.getFirst())) {
      throw new IllegalArgumentException(
          "the first symmetry must be the identity, symmetries=" + symmetries.size());
    }
    this.layout = layout;
    this.symmetries = List.copyOf(symmetries);
    this.seed = seed;
  }

  private static boolean isIdentity(Symmetry symmetry) {
    Symmetry identity = Symmetry.identity(symmetry.cells().length, symmetry.actions().length);
    return Arrays.equals(symmetry.cells(), identity.cells())
        && Arrays.equals(symmetry.actions(), identity.actions());
  }

  /// Fills a batch for a step.
  public void assemble(ReplayWindow window, long step, TrainBatch batch) {
    int n = batch.n();
    if (drawn.length < n) {
      drawn = new long[n];
    }
    window.draw(seed, step, drawn, n);
    for (int row = 0; row < n; row++) {
      int symmetry =
          symmetries.size() == 1
              ? 0
              : CounterRandom.of(seed, step, row, Purpose.SYMMETRY).nextInt(symmetries.size());
      expand(window.rows(drawn[row]), window.offset(drawn[row]), symmetry, batch, row);
    }
  }

  private void expand(MemorySegment rows, long at, int symmetry, TrainBatch batch, int row) {
    long planesIndex = (long) row * layout.planes().floats();
    if (symmetry == 0) {
      layout.planes().expand(rows, layout.planes(at), batch.planes(), planesIndex);
    } else {
      layout
          .planes()
          .expand(rows, layout.planes(at), batch.planes(), planesIndex, symmetries.get(symmetry));
    }
    expandPolicy(rows, at, symmetries.get(symmetry).actions(), batch, row);
    set(batch.values(), row, layout.value(rows, at));
    set(batch.valueWeights(), row, layout.valueWeight(rows, at));
  }

  /// Writes the legal mask and the policy, which sums to 1 again: stored shares are rounded.
  private void expandPolicy(MemorySegment rows, long at, int[] to, TrainBatch batch, int row) {
    int actions = layout.actions();
    long first = (long) row * actions;
    int sum = 0;
    for (int action = 0; action < actions; action++) {
      sum += layout.share(rows, at, action);
    }
    for (int action = 0; action < actions; action++) {
      long index = first + to[action];
      set(batch.policy(), index, (float) layout.share(rows, at, action) / sum);
      set(batch.legal(), index, layout.isLegal(rows, at, action) ? 1 : 0);
    }
  }

  private static void set(MemorySegment floats, long index, float value) {
    floats.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
  }
}
