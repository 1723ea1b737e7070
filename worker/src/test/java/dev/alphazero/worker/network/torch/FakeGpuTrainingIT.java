package dev.alphazero.worker.network.torch;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.TrainableModelContract;

final class FakeGpuTrainingIT extends TrainableModelContract {
  @Override
  protected Engine engine() {
    return FakeGpu.load().engine();
  }
}
