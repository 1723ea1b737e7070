package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Weights;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class LatestWeightsTest {
  private final LatestWeights latest = new LatestWeights();

  @Test
  void versionsNeverGoBack() {
    latest.offer(weights(2, 5));
    latest.offer(weights(1, 900));
    assertThat(latest.get()).extracting(Weights::version).isEqualTo(new ModelVersion(2, 5));
    latest.offer(weights(3, 0));
    assertThat(latest.get()).extracting(Weights::version).isEqualTo(new ModelVersion(3, 0));
  }

  @Test
  void theFirstOnesAreWaitedFor() {
    CompletableFuture<Weights> waiting =
        CompletableFuture.supplyAsync(() -> latest.await(() -> true));
    latest.offer(weights(1, 1));
    assertThat(waiting.join().version()).isEqualTo(new ModelVersion(1, 1));
  }

  @Test
  void waitingEndsWhenItIsTold() {
    assertThat(latest.await(() -> false)).isNull();
  }

  private static Weights weights(int incarnation, long step) {
    return new Weights(new ModelVersion(incarnation, step), new float[0]);
  }
}
