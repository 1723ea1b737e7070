package dev.alphazero.worker.role;

import dev.alphazero.crd.Device;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.network.torch.TorchAbsentException;
import dev.alphazero.worker.network.torch.TorchEngine;
import java.util.function.Consumer;

/// Which engine a device means on this machine.
public final class Engines {
  private Engines() {}

  /// Returns the engine of a device, and says which one it is where there was a choice.
  ///
  /// @param log hears what was taken and why, and what is slower than it could be
  /// @throws InputException if a GPU is asked for and cannot be used; it says what is missing
  public static Engine of(Device device, Consumer<String> log) {
    return switch (device) {
      case CPU -> DjlEngine.CPU;
      case CUDA -> gpu(0, log);
      case AUTO -> HardwareProbe.look().hardware().gpus().isEmpty() ? DjlEngine.CPU : gpuOrNot(log);
    };
  }

  private static Engine gpu(int index, Consumer<String> log) {
    try {
      return told(TorchEngine.ofGpu(index, log), log);
    } catch (TorchAbsentException e) {
      throw new InputException(
          "device cuda cannot be used, device=cuda:%d: %s".formatted(index, e.getMessage()));
    }
  }

  /// A GPU that is there and cannot be used is worth a loud word; the training can go on without.
  private static Engine gpuOrNot(Consumer<String> log) {
    try {
      return told(TorchEngine.ofGpu(0, log), log);
    } catch (TorchAbsentException e) {
      log.accept(
          "WARNING: computing on the processor, many times slower, although there is a GPU: "
              + e.getMessage());
      return TorchEngine.isLoaded() ? TorchEngine.ofProcessor(log) : DjlEngine.CPU;
    }
  }

  private static Engine told(TorchEngine engine, Consumer<String> log) {
    log.accept(
        "device %s: %s, %s".formatted(engine.device(), engine.processor(), engine.library()));
    return engine;
  }
}
