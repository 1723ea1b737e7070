package dev.alphazero.worker.machine;

import dev.alphazero.worker.learner.EngineTrainStep;
import dev.alphazero.worker.learner.TrainStep;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.TrainableModel;
import java.util.function.Supplier;

/// Training steps as an engine's device wants them: on one model, or on replicas.
public final class TrainSteps {
  private TrainSteps() {}

  /// Returns into how many slices a batch is cut.
  public static int replicas(Engine engine, int batch, int threads) {
    return ParallelTrainStep.replicas(batch, Math.min(threads, engine.attributes().mostReplicas()));
  }

  /// Returns a training step; `restore` sets its state. The calling thread owns it.
  ///
  /// @param threads idle whenever the step is used
  /// @param batch samples of every step
  public static TrainStep of(
      Engine engine,
      WorkerThreads threads,
      int batch,
      NetworkSpec spec,
      Precision precision,
      OptimizerSettings optimizer) {
    Supplier<TrainableModel> newModel = () -> engine.newTrainableModel(spec, precision, optimizer);
    return replicas(engine, batch, threads.size()) == 1
        ? new EngineTrainStep(newModel.get())
        : new ParallelTrainStep(threads, batch, spec, newModel);
  }
}
