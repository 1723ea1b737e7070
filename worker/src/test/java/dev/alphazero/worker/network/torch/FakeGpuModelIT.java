package dev.alphazero.worker.network.torch;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.LoadableModelContract;

final class FakeGpuModelIT extends LoadableModelContract {
  @Override
  protected Engine engine() {
    return FakeGpu.load().engine();
  }
}
