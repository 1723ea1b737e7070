package dev.alphazero.worker.network;

import dev.alphazero.worker.planes.PlaneLayout;
import org.jspecify.annotations.Nullable;

/// A native library that runs networks on one device. Any thread may ask it for models; a model
/// belongs to the thread that asked.
public interface Engine {
  /// Returns what it computes on, for example `cpu` or `cuda:0`.
  String device();

  /// Returns the processor's name, as measurements are kept by it.
  String processor();

  /// Returns the native library's name and version, for example `libtorch 2.7.1`.
  String library();

  /// Returns what the device wants of who uses it.
  DeviceAttributes attributes();

  /// Returns where the GPU is, as its driver names it too; null on a processor.
  @Nullable String pciBusId();

  /// Sets how many native threads one operator of the calling thread may use, where that means
  /// something.
  void useNativeThreads(int threads);

  /// Makes a model without weights.
  LoadableModel newModel(NetworkSpec spec, Precision precision);

  /// Makes a model without weights that reads packed positions.
  ///
  /// @param capacity most positions of one evaluation
  PackedModel newPackedModel(
      NetworkSpec spec, PlaneLayout layout, Precision precision, int capacity);

  /// Makes a model whose weights are zero: `restore` sets them.
  TrainableModel newTrainableModel(
      NetworkSpec spec, Precision precision, OptimizerSettings settings);

  /// The device computes nothing more for this process, whoever asks: only a new process can use
  /// it.
  final class BrokenDeviceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BrokenDeviceException(String message) {
      super(message);
    }
  }
}
