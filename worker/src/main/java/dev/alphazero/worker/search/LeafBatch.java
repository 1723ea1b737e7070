package dev.alphazero.worker.search;

import dev.alphazero.worker.search.exact.PlanesHash;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The leaves of one batch step and their evaluations. Off-heap, reused step after step, owned by
/// one search thread; an evaluator uses it only until it returns.
///
/// | segment | shape | what |
/// |---|---|---|
/// | `planes` | `[capacity, planeBytes]` | packed positions, for the player to move |
/// | `policyLogits` | `[capacity, A]` floats | before masking and softmax |
/// | `values` | `[capacity]` floats | in [-1, 1], for the player to move |
public final class LeafBatch implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final int capacity;
  private final int planeBytes;
  private final int actions;
  private final MemorySegment planes;
  private final MemorySegment policyLogits;
  private final MemorySegment values;
  private int size;

  /// @param capacity most leaves
  /// @param planeBytes B, of one packed position
  /// @param actions A
  public LeafBatch(int capacity, int planeBytes, int actions) {
    if (capacity < 1 || planeBytes < 1 || actions < 1) {
      throw new IllegalArgumentException(
          "a batch must have room for leaves, planes and logits, capacity=%d, planeBytes=%d, actions=%d"
              .formatted(capacity, planeBytes, actions));
    }
    this.capacity = capacity;
    this.planeBytes = planeBytes;
    this.actions = actions;
    planes = arena.allocate((long) capacity * planeBytes, 64);
    policyLogits = arena.allocate((long) capacity * actions * Float.BYTES, 64);
    values = arena.allocate((long) capacity * Float.BYTES, 64);
  }

  public int capacity() {
    return capacity;
  }

  /// Returns the bytes of one packed position.
  public int planeBytes() {
    return planeBytes;
  }

  public int actions() {
    return actions;
  }

  /// Returns n, the leaves in the batch.
  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  /// Adds a leaf and returns its index; the caller writes its planes at `index * planeBytes()`.
  public int add() {
    if (size == capacity) {
      throw new IllegalStateException("the batch must have room, capacity=" + capacity);
    }
    return size++;
  }

  /// Adds a leaf of another batch of the same shape and returns its index here.
  public int addCopy(LeafBatch from, int leaf) {
    requireShapeOf(from);
    int index = add();
    MemorySegment.copy(
        from.planes, (long) leaf * planeBytes, planes, (long) index * planeBytes, planeBytes);
    return index;
  }

  /// Sets how many leaves the batch holds, when they were written without `add`.
  void setSize(int size) {
    if (size < 0 || size > capacity) {
      throw new IllegalArgumentException(
          "a batch must have 0 to %d leaves, size=%d".formatted(capacity, size));
    }
    this.size = size;
  }

  public MemorySegment planes() {
    return planes;
  }

  public MemorySegment policyLogits() {
    return policyLogits;
  }

  public MemorySegment values() {
    return values;
  }

  public float policyLogit(int leaf, int action) {
    return policyLogits.getAtIndex(ValueLayout.JAVA_FLOAT, (long) leaf * actions + action);
  }

  public void setPolicyLogit(int leaf, int action, float logit) {
    policyLogits.setAtIndex(ValueLayout.JAVA_FLOAT, (long) leaf * actions + action, logit);
  }

  public float value(int leaf) {
    return values.getAtIndex(ValueLayout.JAVA_FLOAT, leaf);
  }

  public void setValue(int leaf, float value) {
    values.setAtIndex(ValueLayout.JAVA_FLOAT, leaf, value);
  }

  /// Takes logits and value of leaf `fromLeaf` of another batch of the same shape for leaf `leaf`.
  public void copyEvaluation(LeafBatch from, int fromLeaf, int leaf) {
    requireShapeOf(from);
    long bytes = (long) actions * Float.BYTES;
    MemorySegment.copy(from.policyLogits, fromLeaf * bytes, policyLogits, leaf * bytes, bytes);
    setValue(leaf, from.value(fromLeaf));
  }

  private void requireShapeOf(LeafBatch other) {
    if (other.planeBytes != planeBytes || other.actions != actions) {
      throw new IllegalArgumentException(
          "batches must have the same shape, planeBytes=%d and %d, actions=%d and %d"
              .formatted(planeBytes, other.planeBytes, actions, other.actions));
    }
  }

  /// Returns a hash of a leaf's packed planes: equal for equal positions, on every machine.
  public long planesHash(int leaf) {
    return PlanesHash.of(planes, (long) leaf * planeBytes, planeBytes);
  }

  @Override
  public void close() {
    arena.close();
  }
}
