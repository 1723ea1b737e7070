package dev.alphazero.worker.machine;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.LoadableModel;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.TrainableModel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A device that computes wrong: a value is half too high, and its steps have no length.
final class Misfit extends GpuLike {
  private static final double NO_LENGTH = 1e-12;

  private final Engine engine;

  Misfit(Engine engine) {
    super(engine);
    this.engine = engine;
  }

  @Override
  public LoadableModel newModel(NetworkSpec spec, Precision precision) {
    LoadableModel model = engine.newModel(spec, precision);
    return new LoadableModel() {
      @Override
      public void setWeights(float[] flat) {
        model.setWeights(flat);
      }

      @Override
      public void setFoldedWeights(float[] folded) {
        model.setFoldedWeights(folded);
      }

      @Override
      public void forward(
          int n, MemorySegment planes, MemorySegment policyLogits, MemorySegment values) {
        model.forward(n, planes, policyLogits, values);
        values.setAtIndex(
            ValueLayout.JAVA_FLOAT, 0, values.getAtIndex(ValueLayout.JAVA_FLOAT, 0) + 0.5f);
      }

      @Override
      public void close() {
        model.close();
      }
    };
  }

  @Override
  public TrainableModel newTrainableModel(
      NetworkSpec spec, Precision precision, OptimizerSettings settings) {
    return engine.newTrainableModel(
        spec, precision, OptimizerSettings.of(settings.weightDecay(), NO_LENGTH));
  }
}
