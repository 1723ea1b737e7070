package dev.alphazero.worker.network.torch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.ExpandedModel;
import dev.alphazero.worker.network.NetworkFixtures;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Packed positions say on the device what they say when Java expands them.
final class TorchPackedIT {
  private static final PlaneLayout LAYOUT =
      new PlaneLayout(
          3,
          5,
          List.of(
              Plane.bits("stones"),
              Plane.counts("heaps", 1 / 9f),
              Plane.scalar("ply", 1 / 255f),
              Plane.bits("others")));
  private static final NetworkSpec SPEC = new NetworkSpec(4, 3, 5, 6, 2, 16);

  @ParameterizedTest
  @CsvSource({"1, FP32", "7, FP32", "64, FP32", "100, FP32", "100, BF16", "250, FP32"})
  void packedPositionsAreExpandedAsJavaDoes(int n, Precision precision) {
    TorchEngine engine = TorchTests.engine();
    float[] folded = NetworkFixtures.weights(SPEC, 1);
    float[] shorter = Arrays.copyOf(folded, WeightLayout.folded(SPEC).size());
    try (Arena arena = Arena.ofConfined();
        PackedModel onDevice = engine.newPackedModel(SPEC, LAYOUT, precision, 100);
        PackedModel inJava = new ExpandedModel(LAYOUT, engine.newModel(SPEC, precision), n)) {
      onDevice.setFoldedWeights(shorter);
      inJava.setFoldedWeights(shorter);
      MemorySegment packed = packed(arena, n);
      assertThat(outputs(arena, onDevice, n, packed)).isEqualTo(outputs(arena, inJava, n, packed));
    }
  }

  private static MemorySegment packed(Arena arena, int n) {
    MemorySegment packed = arena.allocate((long) n * LAYOUT.bytes());
    CounterRandom random = CounterRandom.of(n, 0, 0, Purpose.TEST);
    for (long i = 0; i < packed.byteSize(); i++) {
      packed.set(JAVA_BYTE, i, (byte) random.nextInt(256));
    }
    return packed;
  }

  private static float[] outputs(Arena arena, PackedModel model, int n, MemorySegment packed) {
    MemorySegment logits = arena.allocate(JAVA_FLOAT, (long) n * SPEC.actions() + n);
    MemorySegment values = logits.asSlice((long) n * SPEC.actions() * Float.BYTES);
    model.evaluate(n, packed, logits, values);
    return logits.toArray(JAVA_FLOAT);
  }
}
