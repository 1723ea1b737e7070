package dev.alphazero.operator.live;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.operator.apply.Refusal;
import dev.alphazero.operator.reconcile.Telemetry;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.awaitility.Awaitility;

/// Counts how often each training was reconciled, up to the writing of its status.
final class Reconciliations implements Telemetry {
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final Telemetry next;

  Reconciliations(Telemetry next) {
    this.next = next;
  }

  int of(String training) {
    return counts.getOrDefault(training, 0);
  }

  /// Lets a training be reconciled at least so often from begin to end.
  ///
  /// @param event what wakes it; is told which time it is
  void force(String training, int times, IntConsumer event) {
    for (int time = 0; time <= times; time++) {
      int before = of(training);
      event.accept(time);
      Awaitility.await(training + " is reconciled")
          .atMost(Stage.PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> of(training) > before);
    }
  }

  @Override
  public void status(ResourceID training, AlphaZeroTrainingStatus status, double demandRatio) {
    counts.merge(training.getName(), 1, Integer::sum);
    next.status(training, status, demandRatio);
  }

  @Override
  public void refused(Refusal refusal) {
    next.refused(refusal);
  }

  @Override
  public void gone(ResourceID training) {
    next.gone(training);
  }
}
