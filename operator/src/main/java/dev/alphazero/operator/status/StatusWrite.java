package dev.alphazero.operator.status;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Progress;
import dev.alphazero.crd.TrainingCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether a status is worth a write.
///
/// | what changed | write |
/// |---|---|
/// | nothing, or only when progress was read | no |
/// | the first progress | now |
/// | progress, checkpoint, words of a condition | at most every 30 s |
/// | anything else | now |
public final class StatusWrite {
  /// Time between writes of progress.
  public static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(30);

  private StatusWrite() {}

  /// Returns whether to write now.
  ///
  /// @param before what was written last; null if nothing was
  /// @param lastWrite when it was written last; null if not known
  public static boolean isDue(
      @Nullable AlphaZeroTrainingStatus before,
      AlphaZeroTrainingStatus after,
      @Nullable Instant lastWrite,
      Instant now) {
    if (before == null) {
      return true;
    }
    if (!withoutProgress(before).equals(withoutProgress(after))
        || (before.progress() == null) != (after.progress() == null)) {
      return true;
    }
    return !isSame(before, after)
        && (lastWrite == null || !now.isBefore(lastWrite.plus(PROGRESS_INTERVAL)));
  }

  /// Returns whether nothing changed but when progress was read.
  public static boolean isSame(
      @Nullable AlphaZeroTrainingStatus before, AlphaZeroTrainingStatus after) {
    return before != null && withoutReadAt(before).equals(withoutReadAt(after));
  }

  private static AlphaZeroTrainingStatus withoutProgress(AlphaZeroTrainingStatus status) {
    List<TrainingCondition> conditions =
        Objects.requireNonNullElse(status.conditions(), List.<TrainingCondition>of());
    return new AlphaZeroTrainingStatus(
        status.observedGeneration(),
        status.state(),
        conditions.stream().map(StatusWrite::withoutWords).toList(),
        status.profile(),
        status.actors(),
        null,
        null,
        status.finish(),
        status.restarts());
  }

  private static TrainingCondition withoutWords(TrainingCondition condition) {
    return new TrainingCondition(
        condition.type(),
        condition.status(),
        condition.reason(),
        "",
        condition.lastTransitionTime(),
        condition.observedGeneration());
  }

  private static AlphaZeroTrainingStatus withoutReadAt(AlphaZeroTrainingStatus status) {
    return new AlphaZeroTrainingStatus(
        status.observedGeneration(),
        status.state(),
        status.conditions(),
        status.profile(),
        status.actors(),
        withoutReadAt(status.progress()),
        status.checkpoint(),
        status.finish(),
        status.restarts());
  }

  private static @Nullable Progress withoutReadAt(@Nullable Progress progress) {
    return progress == null
        ? null
        : new Progress(
            progress.percent(),
            progress.eta(),
            progress.games(),
            progress.samples(),
            progress.steps(),
            progress.gamesPerHour(),
            progress.stepsPerSecond(),
            progress.batchFillPercent(),
            progress.inferenceLatencyMillis(),
            progress.gpuUtilizationPercent(),
            progress.loss(),
            progress.elo(),
            progress.errorRate(),
            null);
  }
}
