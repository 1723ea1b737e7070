package dev.alphazero.worker.network.torch;

import dev.alphazero.worker.network.FoldedWeights;
import dev.alphazero.worker.network.LoadableModel;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.torch.HostTensors.HostTensor;
import dev.alphazero.worker.network.torchscript.InferenceScript;
import dev.alphazero.worker.planes.PlaneLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// A network that evaluates positions on a device: `forward` reads expanded planes, `evaluate`
/// packed ones, which the device expands. Made, used and closed by one thread.
final class TorchModel implements LoadableModel, PackedModel {
  private final NetworkSpec spec;
  private final TorchModule module;
  private final BatchLadder expanded;
  private final BatchLadder packed;
  private boolean hasWeights;

  /// @param capacity most positions of an evaluation that is not cut into parts
  TorchModel(
      TorchEngine engine, NetworkSpec spec, PlaneLayout layout, Precision precision, int capacity) {
    this.spec = spec;
    module = engine.newModule(InferenceScript.residentArchive(spec, layout, precision), true);
    module.call("prepare_planes", List.of(), List.of());
    expanded =
        new BatchLadder(
            n ->
                program(
                    engine,
                    "forward",
                    HostTensor.floats(n, spec.planes(), spec.height(), spec.width()),
                    n),
            capacity,
            engine.log());
    packed =
        new BatchLadder(
            n -> program(engine, "evaluate", HostTensor.bytes(n, layout.bytes()), n),
            capacity,
            engine.log());
  }

  private TorchProgram program(TorchEngine engine, String method, HostTensor in, int n) {
    return module.program(
        method,
        false,
        engine.fastPath().mode(),
        List.of(in),
        List.of(HostTensor.floats(n, spec.actions()), HostTensor.floats(n)));
  }

  @Override
  public void setWeights(float[] flat) {
    setFoldedWeights(FoldedWeights.of(spec, flat));
  }

  @Override
  public void setFoldedWeights(float[] folded) {
    FoldedWeights.requireFits(spec, folded);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_FLOAT, folded);
      // Programs may have been recorded: the tensors that they read must stay where they are.
      module.call(
          hasWeights ? "update_weights" : "set_weights",
          List.of(HostTensor.floats(copy, folded.length)),
          List.of());
    }
    hasWeights = true;
  }

  @Override
  public void forward(
      int n, MemorySegment planes, MemorySegment policyLogits, MemorySegment values) {
    requireWeights();
    expanded.run(n, planes, policyLogits, values);
  }

  @Override
  public void evaluate(
      int n, MemorySegment planes, MemorySegment policyLogits, MemorySegment values) {
    requireWeights();
    packed.run(n, planes, policyLogits, values);
  }

  private void requireWeights() {
    module.requireOwner();
    if (!hasWeights) {
      throw new IllegalStateException("a model must have weights before it evaluates");
    }
  }

  @Override
  public void close() {
    expanded.close();
    packed.close();
    module.close();
  }
}
