package dev.alphazero.worker.strength;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.plan.Counters;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.run.EvaluationResult;
import dev.alphazero.worker.training.QuickTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Evaluations beside a training, held by what they ask before each choice of moves.
@Timeout(120)
final class StrengthEvaluationsTest {
  private static final TrainingPlan PLAN = QuickTraining.plan(false, "evaluation.every=100");
  private static final Weights WEIGHTS =
      new Weights(new ModelVersion(1, 1), InitialWeights.of(PLAN.network(), 0));

  private final AtomicLong nanos = new AtomicLong();
  private final List<EvaluationResult> results = new ArrayList<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  private StrengthEvaluations beside() {
    return StrengthEvaluations.beside(
        PLAN, this::hold, nanos::get, StrengthEvaluationsTest::network, results::add);
  }

  private boolean hold() {
    asked.countDown();
    try {
      mayGoOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static TrainedNetwork network(float[] weights) {
    return new TrainedNetwork(
        DjlEngine.CPU,
        PLAN.name(),
        PLAN.game(),
        PLAN.network(),
        weights,
        Precision.FP32,
        PLAN.search(),
        PLAN.backend(),
        PLAN.seed());
  }

  private static Counters games(long games) {
    return new Counters(games, 10 * games, 1, 1);
  }

  @Test
  void theTrainingGoesOnMeanwhile() throws Exception {
    try (StrengthEvaluations evaluations = beside()) {
      assertThat(evaluations.isDue(games(100))).isTrue();
      evaluations.begin(games(100), WEIGHTS);
      asked.await();
      evaluations.takeFinished();
      assertThat(evaluations.isRunning()).isTrue();
      assertThat(evaluations.isDue(games(5000))).isFalse();
      assertThat(evaluations.strength()).isNull();

      nanos.set(10_000_000_000L);
      mayGoOn.countDown();
      while (evaluations.isRunning()) {
        Thread.onSpinWait();
      }
      assertThat(results).isEmpty();
      evaluations.takeFinished();
      assertThat(results).hasSize(1);
      assertThat(evaluations.evaluatedGames()).isEqualTo(100);
      assertThat(evaluations.errorRate()).isPresent();

      // It took 10 s of one of two threads: 5 s of the machine, a tenth of 50 s.
      nanos.set(49_000_000_000L);
      assertThat(evaluations.isDue(games(5000))).isFalse();
      nanos.set(50_000_000_000L);
      assertThat(evaluations.isDue(games(5000))).isTrue();
      assertThat(evaluations.isDue(games(199))).isFalse();
    }
  }

  @Test
  void closingEndsWhatRuns() throws Exception {
    StrengthEvaluations evaluations = beside();
    evaluations.begin(games(100), WEIGHTS);
    asked.await();
    Thread closing = Thread.ofPlatform().start(evaluations::close);
    while (closing.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    mayGoOn.countDown();
    closing.join();
    assertThat(evaluations.isRunning()).isFalse();
    evaluations.takeFinished();
    assertThat(results).isEmpty();
    assertThat(evaluations.evaluatedGames()).isZero();
  }
}
