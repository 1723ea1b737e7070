package dev.alphazero.worker.inference;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.NetworkFixtures;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.IntConsumer;

/// A small network, positions for it, and a model that answers by arithmetic.
public final class InferenceFixtures {
  public static final NetworkSpec SPEC = NetworkFixtures.BOARD;

  /// Three planes of bits on 3x4 cells, two bytes each.
  public static final PlaneLayout LAYOUT =
      new PlaneLayout(
          SPEC.height(),
          SPEC.width(),
          List.of(Plane.bits("ours"), Plane.bits("theirs"), Plane.bits("edge")));

  public static final int BYTES = LAYOUT.bytes();

  /// A position that begins with this byte makes the fake model fail.
  public static final byte POISON = 13;

  private InferenceFixtures() {}

  /// Returns n random packed positions, none poisoned.
  public static byte[] positions(int n, long seed) {
    CounterRandom random = CounterRandom.of(seed, n, 0, Purpose.TEST);
    byte[] planes = new byte[n * BYTES];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) random.nextInt(256);
      if (i % BYTES == 0 && planes[i] == POISON) {
        planes[i] = 0;
      }
    }
    return planes;
  }

  /// Returns weights with which the fake model gives `step` as every value.
  public static Weights weights(long step) {
    float[] flat = new float[WeightLayout.of(SPEC).size()];
    flat[WeightLayout.folded(SPEC).size() - 1] = step;
    return new Weights(new ModelVersion(1, step), flat);
  }

  /// Returns the logit that the fake model gives.
  public static float logit(byte[] planes, int position, int action) {
    int sum = action;
    for (int i = 0; i < BYTES; i++) {
      sum = 31 * sum + planes[position * BYTES + i];
    }
    return (sum & 0xFFFF) / 256f;
  }

  /// A model without a network.
  public static final class FakeModel implements PackedModel {
    private final IntConsumer onEvaluate;
    private float value;

    /// @param onEvaluate hears n before each evaluation
    public FakeModel(IntConsumer onEvaluate) {
      this.onEvaluate = onEvaluate;
    }

    @Override
    public void setFoldedWeights(float[] folded) {
      value = folded[folded.length - 1];
    }

    @Override
    public void evaluate(
        int n, MemorySegment planes, MemorySegment policyLogits, MemorySegment values) {
      onEvaluate.accept(n);
      byte[] packed = planes.asSlice(0, (long) n * BYTES).toArray(JAVA_BYTE);
      for (int i = 0; i < n; i++) {
        if (packed[i * BYTES] == POISON) {
          throw new IllegalStateException("poison");
        }
        for (int a = 0; a < SPEC.actions(); a++) {
          policyLogits.setAtIndex(JAVA_FLOAT, (long) i * SPEC.actions() + a, logit(packed, i, a));
        }
        values.setAtIndex(JAVA_FLOAT, i, value);
      }
    }

    @Override
    public void close() {}
  }
}
