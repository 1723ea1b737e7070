package dev.alphazero.worker.network.djl;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.ExpandedModel;
import dev.alphazero.worker.network.Hardware;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.planes.PlaneLayout;
import org.jspecify.annotations.Nullable;

/// The libtorch that comes with the program, on this machine's processor. Each model's operators
/// use one native thread.
public enum DjlEngine implements Engine {
  CPU;

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public String processor() {
    return Hardware.detect().cpuModel();
  }

  @Override
  public String library() {
    return "libtorch " + Libtorch.version();
  }

  @Override
  public boolean isGpu() {
    return false;
  }

  @Override
  public @Nullable String pciBusId() {
    return null;
  }

  @Override
  public void useNativeThreads(int threads) {
    NativeThreads.set(threads);
  }

  @Override
  public InferenceModel newModel(NetworkSpec spec, Precision precision) {
    return new InferenceModel(spec, precision);
  }

  @Override
  public PackedModel newPackedModel(
      NetworkSpec spec, PlaneLayout layout, Precision precision, int capacity) {
    return new ExpandedModel(layout, newModel(spec, precision), capacity);
  }

  @Override
  public TrainingModel newTrainableModel(
      NetworkSpec spec, Precision precision, OptimizerSettings settings) {
    return new TrainingModel(spec, precision, settings);
  }
}
