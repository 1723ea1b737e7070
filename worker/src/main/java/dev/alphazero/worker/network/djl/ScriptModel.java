package dev.alphazero.worker.network.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import dev.alphazero.worker.network.Model;
import dev.alphazero.worker.network.NetworkSpec;
import java.lang.foreign.MemorySegment;

/// An exported TorchScript archive: the check that the file says what the network does. Made, used
/// and closed by one thread.
public final class ScriptModel implements Model {
  private final NetworkSpec spec;
  private final OwnerThread owner = new OwnerThread();
  private final PtNDManager manager;
  private final PtSymbolBlock module;

  /// Loads an archive, as `InferenceScript.export` wrote it for this network.
  public ScriptModel(NetworkSpec spec, byte[] archive) {
    NativeThreads.set(1);
    this.spec = spec;
    manager = Libtorch.newManager();
    module = Libtorch.load(manager, archive);
  }

  @Override
  public void forward(
      int n, MemorySegment planes, MemorySegment policyLogits, MemorySegment values) {
    owner.require();
    try (PtNDManager call = manager.newSubManager(manager.getDevice());
        IValue input =
            IValue.from(Tensors.over(call, planes, n, spec.planes(), spec.height(), spec.width()));
        IValue output = IValueUtils.runMethod(module, "forward", input)) {
      NDList tensors = output.toNDList(call);
      copy(tensors.get(0), policyLogits);
      copy(tensors.get(1), values);
    }
  }

  /// DJL's own copy from tensor to tensor replaces the target's memory and does not write to it.
  private static void copy(NDArray from, MemorySegment to) {
    MemorySegment view = MemorySegment.ofBuffer(from.toByteBuffer(true));
    MemorySegment.copy(view, 0, to, 0, view.byteSize());
  }

  @Override
  public void close() {
    module.close();
    manager.close();
  }
}
