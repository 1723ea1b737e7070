package dev.alphazero.worker.network.djl;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import dev.alphazero.worker.network.FoldedWeights;
import dev.alphazero.worker.network.LoadableModel;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.torchscript.InferenceScript;
import dev.alphazero.worker.network.torchscript.InferenceScript.Kernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A network that evaluates positions on libtorch. Made, used and closed by one thread.
///
/// The thread's operators use one native thread unless it calls `NativeThreads.set` afterwards.
public final class InferenceModel implements LoadableModel {
  private final NetworkSpec spec;
  private final OwnerThread owner = new OwnerThread();
  private final PtNDManager manager;
  private final PtSymbolBlock module;
  private boolean hasWeights;

  public InferenceModel(NetworkSpec spec, Precision precision) {
    this(spec, precision, KernelChoice.here(spec, precision));
  }

  InferenceModel(NetworkSpec spec, Precision precision, Kernels kernels) {
    NativeThreads.set(1);
    this.spec = spec;
    manager = Libtorch.newManager();
    module = Libtorch.load(manager, InferenceScript.archive(spec, precision, kernels));
  }

  @Override
  public void setWeights(float[] flat) {
    setFoldedWeights(FoldedWeights.of(spec, flat));
  }

  @Override
  public void setFoldedWeights(float[] folded) {
    owner.require();
    FoldedWeights.requireFits(spec, folded);
    try (Arena arena = Arena.ofConfined();
        PtNDManager call = newCall()) {
      MemorySegment copy = Tensors.copy(arena, folded);
      Tensors.call(module, "set_weights", Tensors.over(call, copy, folded.length));
    }
    hasWeights = true;
  }

  @Override
  public void forward(
      int n, MemorySegment planes, MemorySegment policyLogits, MemorySegment values) {
    owner.require();
    if (!hasWeights) {
      throw new IllegalStateException("a model must have weights before it evaluates");
    }
    try (PtNDManager call = newCall()) {
      Tensors.call(
          module,
          "forward",
          Tensors.over(call, planes, n, spec.planes(), spec.height(), spec.width()),
          Tensors.over(call, policyLogits, n, spec.actions()),
          Tensors.over(call, values, n));
    }
  }

  /// Returns how many native objects the model holds: constant between calls.
  int nativeObjects() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    module.close();
    manager.close();
  }

  private PtNDManager newCall() {
    return manager.newSubManager(manager.getDevice());
  }
}
