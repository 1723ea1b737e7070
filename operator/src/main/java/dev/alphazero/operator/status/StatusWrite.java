package dev.alphazero.operator.status;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Progress;
import dev.alphazero.crd.condition.Conditions;
import dev.alphazero.crd.condition.TrainingCondition;
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
/// | words of `Degraded` | at most every 10 s |
/// | progress, checkpoint, words of another condition | at most every 30 s |
/// | anything else | now |
public final class StatusWrite {
  /// Time between writes of progress.
  public static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(30);

  /// Time between writes of what is wrong: another cause of the same reason, one more role.
  public static final Duration PROBLEM_INTERVAL = Duration.ofSeconds(10);

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
        && (lastWrite == null || !now.isBefore(lastWrite.plus(interval(before, after))));
  }

  /// Returns the least time since the last write of a status that is not due at once.
  public static Duration interval(
      @Nullable AlphaZeroTrainingStatus before, AlphaZeroTrainingStatus after) {
    return before == null || problem(before).equals(problem(after))
        ? PROGRESS_INTERVAL
        : PROBLEM_INTERVAL;
  }

  private static String problem(AlphaZeroTrainingStatus status) {
    TrainingCondition degraded = ConditionList.find(status.conditions(), Conditions.DEGRADED);
    return degraded == null ? "" : degraded.message();
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
