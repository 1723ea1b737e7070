package dev.alphazero.worker.network;

/// A network that learns. Made, used and closed by one thread.
///
/// Models of the same state that apply the same gradients stay the same, bit for bit: so several of
/// them share a batch. Weights, moments, averages and batch norm's statistics are FP32; BF16
/// concerns the arithmetic of layers only.
public interface TrainableModel extends AutoCloseable {
  /// Takes one step and returns what it saw before the change.
  ///
  /// @param learningRate of this step
  /// @param averageDecay share of the old average in the new one, in [0, 1]
  StepLoss step(TrainBatch batch, float learningRate, float averageDecay);

  /// Computes what a step would take from a batch, or from a slice of one. Changes nothing else.
  ///
  /// @param into receives it
  void gradient(TrainBatch batch, Gradient into);

  /// Takes one step along a gradient of the present weights, and returns what it saw.
  ///
  /// @param from left as it is; may be read by other models at the same time
  /// @param learningRate of this step
  /// @param averageDecay share of the old average in the new one, in [0, 1]
  StepLoss apply(Gradient from, float learningRate, float averageDecay);

  /// Returns a copy of everything that steps change.
  TrainState state();

  /// Continues from a state.
  void restore(TrainState state);

  @Override
  void close();
}
