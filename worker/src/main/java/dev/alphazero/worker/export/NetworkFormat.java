package dev.alphazero.worker.export;

import dev.alphazero.worker.network.FoldedWeights;
import dev.alphazero.worker.network.Model;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.djl.ScriptModel;
import dev.alphazero.worker.network.onnx.OnnxExport;
import dev.alphazero.worker.network.onnx.OnnxModel;
import dev.alphazero.worker.network.torchscript.InferenceScript;
import java.util.Map;

/// A file format of networks that other programs read. Both take planes `[n, C, H, W]` and return
/// policy logits `[n, A]` and values `[n]`, in FP32, and carry what those mean.
public enum NetworkFormat {
  ONNX(".onnx") {
    @Override
    byte[] encode(NetworkSpec spec, float[] weights, NetworkMeaning meaning) {
      return OnnxExport.of(spec, FoldedWeights.of(spec, weights), meaning.properties());
    }

    @Override
    Model open(NetworkSpec spec, byte[] file) {
      return new OnnxModel(spec, file);
    }
  },
  TORCHSCRIPT(".pt") {
    @Override
    byte[] encode(NetworkSpec spec, float[] weights, NetworkMeaning meaning) {
      return InferenceScript.export(
          spec, FoldedWeights.of(spec, weights), Map.of(METADATA, meaning.json()));
    }

    @Override
    Model open(NetworkSpec spec, byte[] file) {
      return new ScriptModel(spec, file);
    }
  };

  /// Name of the extra file in a TorchScript archive.
  static final String METADATA = "metadata.json";

  private final String suffix;

  NetworkFormat(String suffix) {
    this.suffix = suffix;
  }

  /// Returns how file names end, for example `.onnx`.
  public String suffix() {
    return suffix;
  }

  /// Returns a file's content.
  ///
  /// @param weights flat and unfolded
  abstract byte[] encode(NetworkSpec spec, float[] weights, NetworkMeaning meaning);

  /// Loads a file's content; the calling thread owns the model.
  abstract Model open(NetworkSpec spec, byte[] file);
}
