package dev.alphazero.worker.pod;

import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.crd.progress.RoleProgress;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.inference.BatcherStatistics;
import dev.alphazero.worker.network.ModelVersion;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// What an inference pod, or a learner that evaluates for actors, reports.
final class InferenceStatus {
  private static final int BUSY_NANOS = 0;
  private static final int BATCHES = 1;
  private static final int POSITIONS = 2;

  private final Batcher batcher;
  private final IntSupplier actors;
  private final PodGpus gpus;
  private final RateWindow rates;
  private volatile ModelVersion version = new ModelVersion(0, 0);

  /// @param actors that are connected
  InferenceStatus(Batcher batcher, IntSupplier actors, PodGpus gpus, LongSupplier nanoClock) {
    this.batcher = batcher;
    this.actors = actors;
    this.gpus = gpus;
    rates = new RateWindow(nanoClock, 0, 0, 0);
  }

  /// Newer weights have come.
  void took(ModelVersion version) {
    this.version = version;
  }

  InferenceProgress document() {
    BatcherStatistics now = batcher.statistics();
    double[] perSecond = rates.perSecond(now.busyNanos(), now.batches(), now.positions());
    double room = perSecond[BATCHES] * now.batchSize();
    return new InferenceProgress(
        RoleProgress.VERSION,
        version.incarnation(),
        version.step(),
        percent(perSecond[BUSY_NANOS] / 1e9 / now.lanes()),
        room == 0 ? 0 : percent(perSecond[POSITIONS] / room),
        perSecond[POSITIONS],
        now.latency().meanMillis(),
        gpus.utilizationPercent(),
        actors.getAsInt());
  }

  private static double percent(double share) {
    return 100 * Math.clamp(share, 0, 1);
  }

  /// Adds the metrics of evaluations to those of a role.
  RoleMetrics addTo(RoleMetrics metrics) {
    return metrics
        .counter(
            "alphazero.inference.positions",
            "Positions evaluated",
            () -> batcher.statistics().positions())
        .counter(
            "alphazero.inference.batches",
            "Batches evaluated",
            () -> batcher.statistics().batches())
        .counter(
            "alphazero.inference.failed.batches",
            "Batches without an answer",
            () -> batcher.statistics().failedBatches())
        .counter(
            "alphazero.inference.busy.seconds",
            "Time of all lanes with a batch",
            () -> batcher.statistics().busyNanos() / 1e9)
        .gauge(
            "alphazero.inference.queued.positions",
            "Positions that wait for a lane",
            () -> batcher.statistics().queuedPositions())
        .gauge(
            "alphazero.inference.latency.seconds",
            "Mean time from the arrival of a request to its answer, over the last minute",
            () -> batcher.statistics().latency().meanMillis() / 1e3)
        .gauge(
            "alphazero.inference.latency.p99.seconds",
            "99th percentile of that time",
            () -> batcher.statistics().latency().p99Millis() / 1e3)
        .gauge("alphazero.inference.actors", "Actors that are connected", actors::getAsInt);
  }
}
