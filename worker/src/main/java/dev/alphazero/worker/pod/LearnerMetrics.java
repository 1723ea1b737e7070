package dev.alphazero.worker.pod;

import dev.alphazero.crd.progress.LearnerProgress;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A learner's progress as metrics.
final class LearnerMetrics {
  private LearnerMetrics() {}

  static RoleMetrics of(LearnerStatus status) {
    return new RoleMetrics()
        .counter(
            "alphazero.learner.steps",
            "Training steps of the training, over all restarts",
            () -> number(status, LearnerProgress::steps))
        .counter(
            "alphazero.learner.games",
            "Games in the log, deleted parts included",
            () -> number(status, LearnerProgress::games))
        .counter(
            "alphazero.learner.samples",
            "Samples in the log, deleted parts included",
            () -> number(status, LearnerProgress::samples))
        .gauge(
            "alphazero.learner.incarnation",
            "Starts of the learner",
            () -> number(status, LearnerProgress::incarnation))
        .gauge(
            "alphazero.learner.loss",
            "Training loss, policy and value together",
            () -> number(status, LearnerProgress::loss))
        .gauge(
            "alphazero.learner.steps.per.second",
            "Training steps per second, over the last minute",
            () -> number(status, LearnerProgress::stepsPerSecond))
        .gauge(
            "alphazero.learner.replay.ratio",
            "Presentations per sample over their cap; 1: the learner waits for samples",
            () -> number(status, LearnerProgress::replayRatio))
        .gauge(
            "alphazero.learner.error.ratio",
            "Share of verified positions in which the searched move gives value away",
            () -> number(status, LearnerProgress::errorRate));
  }

  /// Returns NaN when unknown.
  private static double number(
      LearnerStatus status, Function<LearnerProgress, @Nullable Number> field) {
    LearnerProgress document = status.document(Optional.empty());
    Number value = document == null ? null : field.apply(document);
    return value == null ? Double.NaN : value.doubleValue();
  }
}
