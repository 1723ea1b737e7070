package dev.alphazero.worker.role;

import dev.alphazero.worker.network.FoldedWeights;
import dev.alphazero.worker.network.Model;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.djl.ScriptModel;
import dev.alphazero.worker.network.onnx.OnnxExport;
import dev.alphazero.worker.network.onnx.OnnxModel;
import dev.alphazero.worker.network.torchscript.InferenceScript;

/// A file format of networks that other programs read. Both take planes `[n, C, H, W]` and return
/// policy logits `[n, A]` and values `[n]`, in FP32.
public enum NetworkFormat {
  ONNX(".onnx") {
    @Override
    byte[] encode(NetworkSpec spec, float[] weights) {
      return OnnxExport.of(spec, FoldedWeights.of(spec, weights));
    }

    @Override
    Model open(NetworkSpec spec, byte[] file) {
      return new OnnxModel(spec, file);
    }
  },
  TORCHSCRIPT(".pt") {
    @Override
    byte[] encode(NetworkSpec spec, float[] weights) {
      return InferenceScript.export(spec, FoldedWeights.of(spec, weights));
    }

    @Override
    Model open(NetworkSpec spec, byte[] file) {
      return new ScriptModel(spec, file);
    }
  };

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
  abstract byte[] encode(NetworkSpec spec, float[] weights);

  /// Loads a file's content; the calling thread owns the model.
  abstract Model open(NetworkSpec spec, byte[] file);
}
