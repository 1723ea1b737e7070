package dev.alphazero.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.djl.InferenceModel;
import dev.alphazero.worker.network.djl.ScriptModel;
import dev.alphazero.worker.network.onnx.OnnxExport;
import dev.alphazero.worker.network.onnx.OnnxModel;
import dev.alphazero.worker.network.torchscript.InferenceScript;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Exported files evaluate as the network they came from does.
final class ExportTest {
  static final List<NetworkSpec> BOTH_SHAPES = List.of(NetworkFixtures.BOARD, NetworkFixtures.ROW);

  @ParameterizedTest
  @FieldSource("BOTH_SHAPES")
  void onnx(NetworkSpec spec) {
    float[] weights = NetworkFixtures.weights(spec, 4);
    byte[] file = OnnxExport.of(spec, FoldedWeights.of(spec, weights), Map.of("game", "a game"));
    try (OnnxModel exported = new OnnxModel(spec, file)) {
      assertSameAs(exported, spec, weights);
      assertThat(exported.properties()).isEqualTo(Map.of("game", "a game"));
    }
  }

  @ParameterizedTest
  @FieldSource("BOTH_SHAPES")
  void torchScript(NetworkSpec spec) {
    float[] weights = NetworkFixtures.weights(spec, 4);
    byte[] file =
        InferenceScript.export(spec, FoldedWeights.of(spec, weights), Map.of("game", "a game"));
    try (ScriptModel exported = new ScriptModel(spec, file)) {
      assertSameAs(exported, spec, weights);
    }
  }

  private static void assertSameAs(Model exported, NetworkSpec spec, float[] weights) {
    try (InferenceModel model = new InferenceModel(spec, Precision.FP32)) {
      model.setWeights(weights);
      assertThat(ModelComparison.largestDifference(spec, exported, model, 1)).isLessThan(1e-4);
      model.setWeights(NetworkFixtures.weights(spec, 5));
      assertThat(ModelComparison.largestDifference(spec, exported, model, 1)).isGreaterThan(0.01);
    }
  }
}
