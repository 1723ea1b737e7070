package dev.alphazero.worker.benchmark.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.evaluator.NetworkEvaluator;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.replay.ReplayWindow;
import dev.alphazero.worker.search.LeafBatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkloadTest {
  private static final int LEAVES = 5;

  @Test
  void theNetworkIsThePublishedOne() {
    assertThat(Workload.NETWORK.parameters()).isEqualTo(1_003_542);
    assertThat(Workload.NETWORK.multiplyAdds()).isEqualTo(8_917_984);
  }

  @ParameterizedTest
  @CsvSource({
    "32, 28, 16",
    "32, 2, 2",
    "32, 64, 32",
    "16, 28, 16",
    "7, 2, 2",
    "1, 28, 1",
    "31, 28, 28"
  })
  void threadsShareTheGames(int games, int most, int threads) {
    assertThat(Workload.threadsOf(games, most)).isEqualTo(threads);
  }

  /// Games that are played without the network are those that it would play.
  @Test
  void theUntrainedNetworkSaysZero() {
    AtomicBoolean asksNetwork = new AtomicBoolean();
    try (LeafBatch batch =
            new LeafBatch(LEAVES, Workload.GAME.planes().bytes(), Workload.GAME.actions());
        NetworkEvaluator network =
            new NetworkEvaluator(
                DjlEngine.CPU, Workload.NETWORK, Workload.GAME.planes(), Precision.BF16, LEAVES)) {
      network.setWeights(Weights.fixed(InitialWeights.of(Workload.NETWORK, 0)));
      SamplePositions.fill(batch, Workload.GAME, 1);
      UntrainedEvaluator evaluator = new UntrainedEvaluator(network, asksNetwork::get);
      for (boolean asks : new boolean[] {true, false}) {
        asksNetwork.set(asks);
        for (int leaf = 0; leaf < LEAVES; leaf++) {
          batch.setValue(leaf, 1);
          batch.setPolicyLogit(leaf, 0, 1);
        }
        evaluator.evaluate(batch);
        for (int leaf = 0; leaf < LEAVES; leaf++) {
          assertThat(batch.value(leaf)).isZero();
          for (int action = 0; action < batch.actions(); action++) {
            assertThat(batch.policyLogit(leaf, action)).isZero();
          }
        }
      }
    }
  }

  @Test
  void theWindowIsFull() {
    try (ReplayWindow window = TrainingWindow.ofGames(2000)) {
      assertThat(window.size()).isEqualTo(2000);
    }
  }
}
