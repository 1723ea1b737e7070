package dev.alphazero.worker.network.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.torchscript.InferenceScript.Kernels;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The generated sources, as text to read. Rewrite with `-Dgolden.update=true`.
final class ScriptSourceTest {
  private static final NetworkSpec SPEC = new NetworkSpec(3, 6, 7, 7, 1, 32);
  private static final PlaneLayout LAYOUT =
      new PlaneLayout(
          6, 7, List.of(Plane.bits("mine"), Plane.bits("theirs"), Plane.scalar("ply", 1 / 42f)));
  private static final Path GOLDEN = Path.of("src/test/resources/golden/network");

  @Test
  void inference() throws IOException {
    assertGolden(
        "inference-plain-fp32.py", InferenceScript.source(SPEC, Precision.FP32, Kernels.PLAIN));
    assertGolden(
        "inference-packed-bf16.py", InferenceScript.source(SPEC, Precision.BF16, Kernels.PACKED));
    assertGolden(
        "inference-resident-bf16.py", InferenceScript.residentSource(SPEC, LAYOUT, Precision.BF16));
  }

  @Test
  void training() throws IOException {
    OptimizerSettings settings = OptimizerSettings.of(1e-4, 1);
    assertGolden("training-bf16.py", TrainingScript.source(SPEC, Precision.BF16, settings));
    assertGolden(
        "training-resident-bf16.py", TrainingScript.residentSource(SPEC, Precision.BF16, settings));
  }

  private static void assertGolden(String name, String actual) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
