package dev.alphazero.worker.network.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.alphazero.worker.network.Model;
import dev.alphazero.worker.network.NetworkSpec;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/// An exported network on ONNX Runtime, one native thread: the check that the file says what the
/// network does.
public final class OnnxModel implements Model {
  private final NetworkSpec spec;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /// Loads a file's content, as `OnnxExport` wrote it for this network.
  public OnnxModel(NetworkSpec spec, byte[] file) {
    this.spec = spec;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(file, options);
    } catch (OrtException e) {
      throw new IllegalArgumentException("ONNX Runtime refuses the exported network", e);
    }
  }

  /// Returns what the file says of itself, by key.
  public Map<String, String> properties() {
    try {
      return session.getMetadata().getCustomMetadata();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed to read a network's properties", e);
    }
  }

  @Override
  public void forward(
      int n, MemorySegment planes, MemorySegment policyLogits, MemorySegment values) {
    long[] shape = {n, spec.planes(), spec.height(), spec.width()};
    Map<String, OnnxTensorLike> outputs;
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, floats(planes, n * spec.inputs()), shape);
        OnnxTensor logits =
            OnnxTensor.createTensor(
                environment,
                floats(policyLogits, n * spec.actions()),
                new long[] {n, spec.actions()});
        OnnxTensor value =
            OnnxTensor.createTensor(environment, floats(values, n), new long[] {n})) {
      outputs = Map.of(OnnxExport.POLICY_LOGITS, logits, OnnxExport.VALUES, value);
      session.run(Map.of(OnnxExport.PLANES, input), outputs).close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed to evaluate, n=" + n, e);
    }
  }

  private static FloatBuffer floats(MemorySegment segment, int count) {
    return segment
        .asSlice(0, (long) count * Float.BYTES)
        .asByteBuffer()
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed to release a network", e);
    }
  }
}
