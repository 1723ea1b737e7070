package dev.alphazero.worker.network.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.alphazero.worker.network.Gradient;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.StepControls;
import dev.alphazero.worker.network.StepLoss;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.TrainableModel;
import dev.alphazero.worker.network.torchscript.TrainingScript;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A network that learns on libtorch: two native calls per step, one for the gradient and one that
/// applies it. Made, used and closed by one thread.
///
/// The thread's operators use one native thread unless it calls `NativeThreads.set` afterwards.
public final class TrainingModel implements TrainableModel {
  private final NetworkSpec spec;
  private final OwnerThread owner = new OwnerThread();
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment controls =
      arena.allocate(ValueLayout.JAVA_FLOAT, StepControls.FLOATS);
  private final Gradient gradient;
  private final PtNDManager manager;
  private final PtSymbolBlock module;
  private long step;

  /// Makes a model whose weights are zero: `restore` sets them.
  public TrainingModel(NetworkSpec spec, Precision precision, OptimizerSettings settings) {
    NativeThreads.set(1);
    this.spec = spec;
    gradient = Gradient.allocate(arena, spec);
    manager = Libtorch.newManager();
    module = Libtorch.load(manager, TrainingScript.archive(spec, precision, settings));
  }

  @Override
  public StepLoss step(TrainBatch batch, float learningRate, float averageDecay) {
    gradient(batch, gradient);
    return apply(gradient, learningRate, averageDecay);
  }

  @Override
  public void gradient(TrainBatch batch, Gradient into) {
    owner.require();
    int n = batch.n();
    int actions = spec.actions();
    JniUtils.setGradMode(true);
    try (PtNDManager call = newCall()) {
      NDList inputs =
          new NDList(
              Tensors.over(call, batch.planes(), n, spec.planes(), spec.height(), spec.width()),
              Tensors.over(call, batch.policy(), n, actions),
              Tensors.over(call, batch.legal(), n, actions),
              Tensors.over(call, batch.values(), n),
              Tensors.over(call, batch.valueWeights(), n),
              Tensors.over(call, into.numbers(), into.length()));
      IValueUtils.forward(module, inputs, true); // other methods run without automatic gradients
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  @Override
  public StepLoss apply(Gradient from, float learningRate, float averageDecay) {
    owner.require();
    step++;
    StepControls.write(controls, step, learningRate, averageDecay);
    try (PtNDManager call = newCall();
        IValue numbers = IValue.from(Tensors.over(call, from.numbers(), from.length()));
        IValue settings = IValue.from(Tensors.over(call, controls, StepControls.FLOATS));
        IValue result = IValueUtils.runMethod(module, "apply", numbers, settings)) {
      return from.loss(result.toNDList(call).get(0).getFloat());
    }
  }

  @Override
  public TrainState state() {
    owner.require();
    try (PtNDManager call = newCall();
        IValue result = IValueUtils.runMethod(module, "state")) {
      return TrainState.ofVectors(
          step, result.toNDList(call).stream().map(TrainingModel::copy).toList());
    }
  }

  private static float[] copy(NDArray vector) {
    float[] copy = new float[Math.toIntExact(vector.size())];
    vector.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer().get(copy);
    return copy;
  }

  @Override
  public void restore(TrainState state) {
    owner.require();
    state.requireFits(spec);
    try (Arena copies = Arena.ofConfined();
        PtNDManager call = newCall()) {
      Tensors.call(
          module,
          "restore",
          state.vectors().stream()
              .map(vector -> Tensors.over(call, Tensors.copy(copies, vector), vector.length))
              .toArray(PtNDArray[]::new));
    }
    step = state.step();
  }

  /// Returns how many native objects the model holds: constant between calls.
  int nativeObjects() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    module.close();
    manager.close();
    arena.close();
  }

  private PtNDManager newCall() {
    return manager.newSubManager(manager.getDevice());
  }
}
