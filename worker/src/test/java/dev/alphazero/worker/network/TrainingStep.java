package dev.alphazero.worker.network;

/// The first step of a training.
record TrainingStep(StepLoss loss, TrainState after) {
  /// A gradient norm that no test reaches: nothing is clipped.
  private static final double NO_CLIPPING = 1e9;

  private static final double DECAY = 1e-4;

  /// Takes one step from the weights.
  static TrainingStep of(
      Engine engine,
      NetworkSpec spec,
      Precision precision,
      OptimizerSettings settings,
      float[] weights,
      TrainBatch batch) {
    try (TrainableModel model = engine.newTrainableModel(spec, precision, settings)) {
      model.restore(TrainState.initial(spec, weights));
      StepLoss loss = model.step(batch, 0.01f, 0.5f);
      return new TrainingStep(loss, model.state());
    }
  }

  /// Takes one in FP32 whose gradient is not clipped.
  static TrainingStep unclipped(
      Engine engine, NetworkSpec spec, float[] weights, TrainBatch batch) {
    return of(
        engine, spec, Precision.FP32, OptimizerSettings.of(DECAY, NO_CLIPPING), weights, batch);
  }

  /// Takes one without decay whose gradient is not clipped.
  static TrainingStep bare(
      Engine engine, NetworkSpec spec, Precision precision, float[] weights, TrainBatch batch) {
    return of(engine, spec, precision, OptimizerSettings.of(0, NO_CLIPPING), weights, batch);
  }

  /// After the first step AdamW's first moment is (1 − β₁) times the gradient.
  double gradient(int parameter) {
    return after.firstMoments()[parameter] / (1 - OptimizerSettings.of(0, 1).beta1());
  }
}
