package dev.alphazero.worker.network.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.LoadableModelContract;
import dev.alphazero.worker.network.NetworkFixtures;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.torchscript.InferenceScript.Kernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class InferenceModelTest extends LoadableModelContract {
  @Override
  protected Engine engine() {
    return DjlEngine.CPU;
  }

  @ParameterizedTest
  @EnumSource
  void allKernelsEvaluateAsTheReferenceDoes(Kernels kernels) {
    for (Precision precision : Precision.values()) {
      for (NetworkSpec spec : new NetworkSpec[] {NetworkFixtures.BOARD, NetworkFixtures.ROW}) {
        try (InferenceModel model = new InferenceModel(spec, precision, kernels)) {
          assertEvaluatesAsTheReferenceDoes(model, spec, precision);
        }
      }
    }
  }

  @Test
  void keepsNoMemory() throws IOException {
    NetworkSpec spec = new NetworkSpec(3, 6, 7, 7, 1, 32);
    float[] weights = InitialWeights.of(spec, 1);
    int n = 64;
    try (Arena arena = Arena.ofConfined();
        InferenceModel model = new InferenceModel(spec, Precision.FP32)) {
      MemorySegment planes = NetworkFixtures.positions(arena, spec, n, 1);
      MemorySegment logits = arena.allocate((long) n * spec.actions() * Float.BYTES, 64);
      MemorySegment values = arena.allocate((long) n * Float.BYTES, 64);
      long before = 0;
      int objects = 0;
      for (int i = 0; i < 2500; i++) {
        if (i % 10 == 0) {
          model.setWeights(weights);
        }
        model.forward(1 + i % n, planes, logits, values);
        if (i == 500) {
          before = residentBytes();
          objects = model.nativeObjects();
        }
      }
      assertThat(model.nativeObjects()).isEqualTo(objects);
      // One kept activation of each forward would be 350 MB, one kept copy of the weights 16 MB.
      assertThat(residentBytes() - before).isLessThan(100L << 20);
    }
  }

  private static long residentBytes() throws IOException {
    String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
    return Long.parseLong(pages[1]) * 4096;
  }

  @Test
  void refusesShortSegments() {
    NetworkSpec spec = NetworkFixtures.BOARD;
    try (Arena arena = Arena.ofConfined();
        InferenceModel model = new InferenceModel(spec, Precision.FP32)) {
      MemorySegment planes = NetworkFixtures.positions(arena, spec, 2, 1);
      MemorySegment out = arena.allocate(1000);
      model.setWeights(InitialWeights.of(spec, 1));
      assertThatThrownBy(() -> model.forward(3, planes, out, out))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at least 432 bytes, bytes=288");
    }
  }
}
