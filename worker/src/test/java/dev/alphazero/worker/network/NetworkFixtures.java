package dev.alphazero.worker.network;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Small networks, weights and batches, the same for the same seed.
public final class NetworkFixtures {
  /// A board of several rows: 3x3 kernels.
  public static final NetworkSpec BOARD = new NetworkSpec(3, 3, 4, 5, 2, 8);

  /// A board of one row: kernels of 3 along it.
  public static final NetworkSpec ROW = new NetworkSpec(2, 1, 9, 9, 2, 8);

  private NetworkFixtures() {}

  /// Returns weights in which nothing is zero or one, batch norm's statistics included.
  public static float[] weights(NetworkSpec spec, long seed) {
    float[] flat = InitialWeights.of(spec, seed);
    for (WeightLayout.Tensor tensor : WeightLayout.of(spec).tensors()) {
      CounterRandom random = random(seed, tensor.offset());
      for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
        double noise = 0.1 * random.nextGaussian();
        flat[i] =
            (float) (tensor.name().endsWith(".variance") ? 0.8 + Math.abs(noise) : flat[i] + noise);
      }
    }
    return flat;
  }

  /// Returns n positions of zeros and ones, `[n, C, H, W]`.
  public static MemorySegment positions(Arena arena, NetworkSpec spec, int n, long seed) {
    MemorySegment planes = arena.allocate((long) n * spec.inputs() * Float.BYTES, 64);
    CounterRandom random = random(seed, -1);
    for (long i = 0; i < (long) n * spec.inputs(); i++) {
      planes.setAtIndex(JAVA_FLOAT, i, random.nextInt(2));
    }
    return planes;
  }

  /// Returns random samples: about two thirds of the actions legal, every fourth value without
  /// weight.
  public static TrainBatch batch(Arena arena, NetworkSpec spec, int n, long seed) {
    TrainBatch batch = TrainBatch.allocate(arena, spec, n);
    batch.planes().copyFrom(positions(arena, spec, n, seed));
    CounterRandom random = random(seed, -2);
    for (int i = 0; i < n; i++) {
      fillPolicy(batch, spec.actions(), i, random);
      batch.values().setAtIndex(JAVA_FLOAT, i, random.nextInt(3) - 1);
      batch.valueWeights().setAtIndex(JAVA_FLOAT, i, i % 4 == 3 ? 0 : 1);
    }
    return batch;
  }

  private static void fillPolicy(TrainBatch batch, int actions, int row, CounterRandom random) {
    double[] target = new double[actions];
    double sum = 0;
    int sure = random.nextInt(actions);
    for (int a = 0; a < actions; a++) {
      boolean legal = a == sure || random.nextInt(3) > 0;
      target[a] = legal ? 0.1 + random.nextDouble() : 0;
      sum += target[a];
      batch.legal().setAtIndex(JAVA_FLOAT, (long) row * actions + a, legal ? 1 : 0);
    }
    for (int a = 0; a < actions; a++) {
      batch.policy().setAtIndex(JAVA_FLOAT, (long) row * actions + a, (float) (target[a] / sum));
    }
  }

  public static double[] doubles(float[] numbers) {
    double[] copy = new double[numbers.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = numbers[i];
    }
    return copy;
  }

  public static float[] floats(MemorySegment segment, int count) {
    return segment.asSlice(0, (long) count * Float.BYTES).toArray(JAVA_FLOAT);
  }

  private static CounterRandom random(long seed, long stream) {
    return CounterRandom.of(seed, stream, 0, Purpose.TEST);
  }
}
