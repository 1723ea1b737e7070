package dev.alphazero.worker.network.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.NetworkFixtures;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.TrainableModelContract;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

final class TrainingModelTest extends TrainableModelContract {
  @Override
  protected Engine engine() {
    return DjlEngine.CPU;
  }

  @Test
  void keepsNoNativeObjects() {
    NetworkSpec spec = NetworkFixtures.BOARD;
    try (Arena arena = Arena.ofConfined();
        TrainingModel model =
            new TrainingModel(spec, Precision.BF16, OptimizerSettings.of(1e-4, 1))) {
      TrainBatch batch = NetworkFixtures.batch(arena, spec, 8, 1);
      model.restore(TrainState.initial(spec, InitialWeights.of(spec, 1)));
      model.step(batch, 0.01f, 0.9f);
      int objects = model.nativeObjects();
      for (int i = 0; i < 20; i++) {
        model.step(batch, 0.01f, 0.9f);
        assertThat(model.state().step()).isEqualTo(i + 2);
      }
      assertThat(model.nativeObjects()).isEqualTo(objects);
    }
  }
}
