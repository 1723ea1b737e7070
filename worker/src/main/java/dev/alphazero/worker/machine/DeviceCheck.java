package dev.alphazero.worker.machine;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.LoadableModel;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.StepLoss;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.TrainableModel;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Whether a device computes what a processor computes: some training steps of a small network from
/// the same weights, and how the trained network evaluates positions.
///
/// The bounds are those of the number formats: 19-bit products where a GPU computes FP32 in its
/// matrix units, 8 significant bits in BF16, over ten layers and a few steps.
public final class DeviceCheck {
  private static final Game GAME = new ConnectFour();
  private static final NetworkSpec SPEC =
      new NetworkSpec(
          GAME.planes().planes().size(),
          GAME.planes().height(),
          GAME.planes().width(),
          GAME.actions(),
          4,
          32);
  private static final int SAMPLES = 128;
  private static final int STEPS = 8;
  private static final float LEARNING_RATE = 0.01f;
  private static final float AVERAGE_DECAY = 0.5f;

  private DeviceCheck() {}

  /// One comparison.
  ///
  /// @param what was compared
  /// @param difference the largest one; NaN if a number was none
  /// @param bound below which it must be
  public record Comparison(String what, Precision precision, double difference, double bound) {
    public boolean passes() {
      return difference < bound;
    }
  }

  /// Compares a device with a processor.
  public static List<Comparison> of(Engine device, Engine processor) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      double bound = precision == Precision.FP32 ? 0.03 : 0.1;
      Trained there = train(device, precision);
      Trained here = train(processor, precision);
      comparisons.add(
          new Comparison(
              "losses of %d training steps".formatted(STEPS),
              precision,
              largest(there.losses(), here.losses()),
              bound));
      comparisons.add(
          new Comparison(
              "the same network on 256 positions",
              precision,
              evaluate(device, processor, precision, here.state().average()),
              bound));
    }
    return comparisons;
  }

  /// @param losses policy and value, step after step
  private record Trained(List<Float> losses, TrainState state) {}

  private static Trained train(Engine engine, Precision precision) {
    List<Float> losses = new ArrayList<>();
    try (Arena arena = Arena.ofConfined();
        TrainableModel model =
            engine.newTrainableModel(SPEC, precision, OptimizerSettings.of(1e-4, 1))) {
      model.restore(TrainState.initial(SPEC, InitialWeights.of(SPEC, 1)));
      TrainBatch batch = batch(arena);
      for (int i = 0; i < STEPS; i++) {
        StepLoss loss = model.step(batch, LEARNING_RATE, AVERAGE_DECAY);
        losses.add(loss.policy());
        losses.add(loss.value());
      }
      return new Trained(losses, model.state());
    }
  }

  /// Random bits as planes, one right action and an outcome each.
  private static TrainBatch batch(Arena arena) {
    TrainBatch batch = TrainBatch.allocate(arena, SPEC, SAMPLES);
    CounterRandom random = CounterRandom.of(1, 0, 0, Purpose.ROLLOUT);
    for (long i = 0; i < (long) SAMPLES * SPEC.inputs(); i++) {
      set(batch.planes(), i, random.nextInt(2));
    }
    for (int i = 0; i < SAMPLES; i++) {
      int right = random.nextInt(SPEC.actions());
      for (int a = 0; a < SPEC.actions(); a++) {
        set(batch.policy(), (long) i * SPEC.actions() + a, a == right ? 1 : 0);
        set(batch.legal(), (long) i * SPEC.actions() + a, 1);
      }
      set(batch.values(), i, random.nextInt(3) - 1);
      set(batch.valueWeights(), i, 1);
    }
    return batch;
  }

  private static void set(MemorySegment floats, long i, float number) {
    floats.setAtIndex(ValueLayout.JAVA_FLOAT, i, number);
  }

  private static double largest(List<Float> a, List<Float> b) {
    double largest = 0;
    for (int i = 0; i < a.size(); i++) {
      largest = Math.max(largest, Math.abs(a.get(i) - b.get(i))); // NaN stays NaN
    }
    return largest;
  }

  private static double evaluate(
      Engine device, Engine processor, Precision precision, float[] weights) {
    try (LoadableModel there = device.newModel(SPEC, precision);
        LoadableModel here = processor.newModel(SPEC, Precision.FP32)) {
      there.setWeights(weights);
      here.setWeights(weights);
      OutputDifference difference = OutputDifference.between(GAME, there, here, 1);
      return Math.max(difference.policyLogits(), difference.values());
    }
  }
}
