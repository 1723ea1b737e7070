package dev.alphazero.worker.machine;

import dev.alphazero.crd.Device;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.network.torch.TorchAbsentException;
import dev.alphazero.worker.network.torch.TorchEngine;
import dev.alphazero.worker.plan.InputException;
import java.util.function.Consumer;

/// Which engines devices mean on this machine.
///
/// A process holds one libtorch. If one of the two is a GPU's, the other uses that libtorch too.
///
/// @param inference that evaluates positions
/// @param learner that trains
public record Engines(Engine inference, Engine learner) {
  /// Returns the engines of a training in one process, and logs which ones they are where there was
  /// a choice.
  ///
  /// @param log receives what was taken and why, and what is slower than it could be
  /// @throws InputException if a GPU is asked for and cannot be used; it says what is missing
  public static Engines of(Device inference, Device learner, Consumer<String> log) {
    if (inference.equals(learner)) {
      Engine both = of(inference, log);
      return new Engines(both, both);
    }
    // GPUs first: what is left takes the libtorch that they have loaded.
    if (inference.isCpu()) {
      Engine trains = of(learner, log);
      return new Engines(of(inference, log), trains);
    }
    return new Engines(of(inference, log), of(learner, log));
  }

  /// Returns the engine of a device.
  ///
  /// @param log receives what was taken and why, and what is slower than it could be
  /// @throws InputException if a GPU is asked for and cannot be used; it says what is missing
  public static Engine of(Device device, Consumer<String> log) {
    return switch (device.kind()) {
      case CPU -> processor(log);
      case CUDA -> gpu(device, log);
      case AUTO ->
          HardwareProbe.look().hardware().gpus().isEmpty() ? processor(log) : gpuOrNot(log);
    };
  }

  /// A machine's own libtorch computes on the processor only where the program brings none, or
  /// another one is loaded.
  private static Engine processor(Consumer<String> log) {
    if (!TorchEngine.isLoaded() && DjlEngine.isThere()) {
      return DjlEngine.CPU;
    }
    try {
      return TorchEngine.ofProcessor(log);
    } catch (TorchAbsentException e) {
      throw new InputException("nothing computes networks here: " + e.getMessage());
    }
  }

  private static Engine gpu(Device device, Consumer<String> log) {
    try {
      return told(TorchEngine.ofGpu(device.index(), log), log);
    } catch (TorchAbsentException e) {
      throw new InputException(
          "a GPU is asked for and cannot be used, device=%s: %s"
              .formatted(device.text(), e.getMessage()));
    }
  }

  /// A GPU that is there and cannot be used is worth a loud word; the training can go on without.
  private static Engine gpuOrNot(Consumer<String> log) {
    try {
      return told(TorchEngine.ofGpu(Device.CUDA.index(), log), log);
    } catch (TorchAbsentException e) {
      log.accept(
          "WARNING: computing on the processor, many times slower, although there is a GPU: "
              + e.getMessage());
      return processor(log);
    }
  }

  private static Engine told(TorchEngine engine, Consumer<String> log) {
    log.accept(
        "device %s: %s, %s".formatted(engine.device(), engine.processor(), engine.library()));
    return engine;
  }
}
