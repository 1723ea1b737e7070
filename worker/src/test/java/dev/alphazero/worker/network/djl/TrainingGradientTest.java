package dev.alphazero.worker.network.djl;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.GradientContract;

final class TrainingGradientTest extends GradientContract {
  @Override
  protected Engine engine() {
    return DjlEngine.CPU;
  }
}
