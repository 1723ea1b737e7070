package dev.alphazero.worker.network.torch;

import dev.alphazero.worker.network.Gradient;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.StepControls;
import dev.alphazero.worker.network.StepLoss;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.TrainableModel;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.network.torch.HostTensors.HostTensor;
import dev.alphazero.worker.network.torchscript.TrainingScript;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A network that learns on a device: weights, moments and gradient stay there, a step is one
/// native call. Made, used and closed by one thread.
final class TorchTrainingModel implements TrainableModel {
  /// Of a step: policy loss, value loss, entropy, norm, and one weight of each half of AdamW, which
  /// keep TorchScript from dropping in-place operators whose results nobody reads.
  private static final int REPORT = 6;

  private static final int APPLY_REPORT = 3;

  private final TorchEngine engine;
  private final NetworkSpec spec;
  private final WeightLayout layout;
  private final TorchModule module;
  private @Nullable TorchProgram stepProgram;
  private int stepSize;
  private long step;

  TorchTrainingModel(
      TorchEngine engine, NetworkSpec spec, Precision precision, OptimizerSettings settings) {
    this.engine = engine;
    this.spec = spec;
    layout = WeightLayout.of(spec);
    module = engine.newModule(TrainingScript.residentArchive(spec, precision, settings), false);
  }

  @Override
  public StepLoss step(TrainBatch batch, float learningRate, float averageDecay) {
    module.requireOwner();
    TorchProgram program = program(batch.n());
    List<MemorySegment> inputs =
        List.of(
            batch.planes(), batch.policy(), batch.legal(), batch.values(), batch.valueWeights());
    for (int i = 0; i < inputs.size(); i++) {
      MemorySegment to = program.input(i);
      MemorySegment.copy(inputs.get(i), 0, to, 0, to.byteSize());
    }
    step++;
    StepControls.write(program.input(inputs.size()), step, learningRate, averageDecay);
    program.run();
    MemorySegment report = program.output(0);
    return new StepLoss(number(report, 0), number(report, 1), number(report, 3), number(report, 2));
  }

  /// The batch's size seldom changes: the last one's program stays. Recording one takes a few steps
  /// to warm up, which must not show.
  private TorchProgram program(int n) {
    TorchProgram ready = stepProgram;
    if (ready != null && stepSize == n) {
      return ready;
    }
    if (ready != null) {
      ready.close();
      stepProgram = null;
    }
    TrainState before = state();
    TorchProgram made =
        module.program(
            "step",
            true,
            engine.fastPath().mode(),
            List.of(
                HostTensor.floats(n, spec.planes(), spec.height(), spec.width()),
                HostTensor.floats(n, spec.actions()),
                HostTensor.floats(n, spec.actions()),
                HostTensor.floats(n),
                HostTensor.floats(n),
                HostTensor.floats(StepControls.FLOATS)),
            List.of(HostTensor.floats(REPORT)));
    restore(before);
    if (!made.shortfall().isEmpty()) {
      engine.log().accept("WARNING: training is slower than it could be: " + made.shortfall());
    }
    stepProgram = made;
    stepSize = n;
    return made;
  }

  @Override
  public void gradient(TrainBatch batch, Gradient into) {
    int n = batch.n();
    module.call(
        "gradient_to",
        true,
        List.of(
            HostTensor.floats(batch.planes(), n, spec.planes(), spec.height(), spec.width()),
            HostTensor.floats(batch.policy(), n, spec.actions()),
            HostTensor.floats(batch.legal(), n, spec.actions()),
            HostTensor.floats(batch.values(), n),
            HostTensor.floats(batch.valueWeights(), n)),
        List.of(HostTensor.floats(into.numbers(), into.length())));
  }

  @Override
  public StepLoss apply(Gradient from, float learningRate, float averageDecay) {
    step++;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment controls = arena.allocate(ValueLayout.JAVA_FLOAT, StepControls.FLOATS);
      MemorySegment report = arena.allocate(ValueLayout.JAVA_FLOAT, APPLY_REPORT);
      StepControls.write(controls, step, learningRate, averageDecay);
      module.call(
          "apply_to",
          List.of(
              HostTensor.floats(from.numbers(), from.length()),
              HostTensor.floats(controls, StepControls.FLOATS)),
          List.of(HostTensor.floats(report, APPLY_REPORT)));
      return from.loss(number(report, 0));
    }
  }

  private static float number(MemorySegment numbers, int i) {
    return numbers.getAtIndex(ValueLayout.JAVA_FLOAT, i);
  }

  @Override
  public TrainState state() {
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> vectors =
          List.of(
              floats(arena, layout.size()),
              floats(arena, layout.size()),
              floats(arena, layout.parameters()),
              floats(arena, layout.parameters()));
      module.call("copy_state", List.of(), tensors(vectors));
      return TrainState.ofVectors(
          step, vectors.stream().map(v -> v.toArray(ValueLayout.JAVA_FLOAT)).toList());
    }
  }

  private static MemorySegment floats(Arena arena, int count) {
    return arena.allocate(ValueLayout.JAVA_FLOAT, count);
  }

  @Override
  public void restore(TrainState state) {
    state.requireFits(spec);
    try (Arena arena = Arena.ofConfined()) {
      module.call(
          "restore",
          tensors(
              state.vectors().stream()
                  .map(v -> arena.allocateFrom(ValueLayout.JAVA_FLOAT, v))
                  .toList()),
          List.of());
    }
    step = state.step();
  }

  private static List<HostTensor> tensors(List<MemorySegment> vectors) {
    return vectors.stream()
        .map(vector -> HostTensor.floats(vector, vector.byteSize() / Float.BYTES))
        .toList();
  }

  @Override
  public void close() {
    if (stepProgram != null) {
      stepProgram.close();
    }
    module.close();
  }
}
