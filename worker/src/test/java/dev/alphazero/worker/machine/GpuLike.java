package dev.alphazero.worker.machine;

import dev.alphazero.worker.network.DeviceAttributes;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.LoadableModel;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.TrainableModel;
import dev.alphazero.worker.planes.PlaneLayout;
import org.jspecify.annotations.Nullable;

/// An engine that is treated as a GPU's, and computes with another one.
public class GpuLike implements Engine {
  private final Engine engine;

  public GpuLike(Engine engine) {
    this.engine = engine;
  }

  @Override
  public String device() {
    return "cuda:0";
  }

  @Override
  public String processor() {
    return engine.processor();
  }

  @Override
  public String library() {
    return engine.library();
  }

  @Override
  public DeviceAttributes attributes() {
    return DeviceAttributes.GPU;
  }

  @Override
  public @Nullable String pciBusId() {
    return null;
  }

  @Override
  public void useNativeThreads(int threads) {
    engine.useNativeThreads(threads);
  }

  @Override
  public LoadableModel newModel(NetworkSpec spec, Precision precision) {
    return engine.newModel(spec, precision);
  }

  @Override
  public PackedModel newPackedModel(
      NetworkSpec spec, PlaneLayout layout, Precision precision, int capacity) {
    return engine.newPackedModel(spec, layout, precision, capacity);
  }

  @Override
  public TrainableModel newTrainableModel(
      NetworkSpec spec, Precision precision, OptimizerSettings settings) {
    return engine.newTrainableModel(spec, precision, settings);
  }
}
