package dev.alphazero.worker.selfplay;

import dev.alphazero.worker.search.LeafBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Positions with their policy logits and values, each in the one slot that its hash names; a newer
/// position displaces the older one. Off-heap; owned by one thread.
///
/// | bytes of a slot | what |
/// |---|---|
/// | 0..3 | epoch in which it was claimed; another epoch's slot is empty |
/// | 4..7 | index of the leaf that will answer it, or `ANSWERED` |
/// | 8..11 | value |
/// | 12..12+4A-1 | policy logits |
/// | then | packed planes |
final class EvaluationTable implements AutoCloseable {
  /// Of a slot that has logits and a value.
  static final int ANSWERED = -1;

  private static final long EPOCH = 0;
  private static final long ANSWER = 4;
  private static final long VALUE = 8;
  private static final long LOGITS = 12;

  private final Arena arena = Arena.ofShared();
  private final int planeBytes;
  private final long logitBytes;
  private final long planesAt;
  private final long slotBytes;
  private final long mask;
  private final MemorySegment slots;
  private int epoch = 1;

  /// @param positions at least 1; rounded down to a power of two
  EvaluationTable(int positions, int planeBytes, int actions) {
    this.planeBytes = planeBytes;
    logitBytes = (long) actions * Float.BYTES;
    planesAt = LOGITS + logitBytes;
    slotBytes = (planesAt + planeBytes + 7) & -8L;
    int size = Integer.highestOneBit(positions);
    mask = size - 1L;
    slots = arena.allocate(size * slotBytes, 64);
  }

  /// Empties all slots.
  void clear() {
    epoch++;
  }

  /// Returns the slot of a leaf's position, whatever is in it.
  long slotOf(LeafBatch leaves, int leaf) {
    long hash = leaves.planesHash(leaf);
    return ((hash ^ (hash >>> 32)) & mask) * slotBytes;
  }

  boolean isEmpty(long slot) {
    return slots.get(ValueLayout.JAVA_INT, slot + EPOCH) != epoch;
  }

  /// Returns whether a slot that is not empty holds this leaf's position.
  boolean holds(long slot, LeafBatch leaves, int leaf) {
    long from = (long) leaf * planeBytes;
    long own = slot + planesAt;
    return MemorySegment.mismatch(
            slots, own, own + planeBytes, leaves.planes(), from, from + planeBytes)
        == -1;
  }

  /// Returns the index that the slot was claimed with, or `ANSWERED`.
  int answerOf(long slot) {
    return slots.get(ValueLayout.JAVA_INT, slot + ANSWER);
  }

  /// Puts a leaf's position into a slot, to be answered by leaf `answer` of another batch.
  void claim(long slot, LeafBatch leaves, int leaf, int answer) {
    slots.set(ValueLayout.JAVA_INT, slot + EPOCH, epoch);
    slots.set(ValueLayout.JAVA_INT, slot + ANSWER, answer);
    MemorySegment.copy(
        leaves.planes(), (long) leaf * planeBytes, slots, slot + planesAt, planeBytes);
  }

  /// Writes the evaluation of the position that a slot was claimed for, in the present epoch.
  void answer(long slot, LeafBatch evaluated, int leaf) {
    slots.set(ValueLayout.JAVA_INT, slot + EPOCH, epoch);
    slots.set(ValueLayout.JAVA_INT, slot + ANSWER, ANSWERED);
    slots.set(ValueLayout.JAVA_FLOAT, slot + VALUE, evaluated.value(leaf));
    MemorySegment.copy(
        evaluated.policyLogits(), leaf * logitBytes, slots, slot + LOGITS, logitBytes);
  }

  /// Copies a slot's evaluation to a leaf.
  void read(long slot, LeafBatch leaves, int leaf) {
    leaves.setValue(leaf, slots.get(ValueLayout.JAVA_FLOAT, slot + VALUE));
    MemorySegment.copy(slots, slot + LOGITS, leaves.policyLogits(), leaf * logitBytes, logitBytes);
  }

  @Override
  public void close() {
    arena.close();
  }
}
