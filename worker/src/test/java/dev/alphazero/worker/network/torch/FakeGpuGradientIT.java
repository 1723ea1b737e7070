package dev.alphazero.worker.network.torch;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.GradientContract;

final class FakeGpuGradientIT extends GradientContract {
  @Override
  protected Engine engine() {
    return FakeGpu.load().engine();
  }
}
