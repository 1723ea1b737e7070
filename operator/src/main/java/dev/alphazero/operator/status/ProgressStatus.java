package dev.alphazero.operator.status;

import dev.alphazero.crd.AlphaZeroTrainingStatus.Checkpoint;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Progress;
import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.text.DurationText;
import dev.alphazero.operator.lifecycle.NextWake;
import dev.alphazero.operator.observe.Reports;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the roles reported, as the status shows it. Totals outlive the learner that told them;
/// rates and the estimate go when they are stale. Numbers are rounded, so that they do not change
/// with every look.
final class ProgressStatus {
  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);

  private ProgressStatus() {}

  /// Returns the progress; null if nothing was ever reported.
  ///
  /// @param before what was written last; null for none
  static @Nullable Progress of(Reports reports, @Nullable Progress before, Instant now) {
    LearnerProgress told = reports.learner();
    if (told == null && before == null && reports.inference().isEmpty()) {
      return null;
    }
    Progress totals = told == null ? before : totals(told, reports.learnerReadAt());
    LearnerProgress live = isFresh(reports.learnerReadAt(), now) ? told : null;
    Collection<InferenceProgress> inference =
        isFresh(reports.inferenceReadAt(), now) ? reports.inference().values() : List.of();
    return new Progress(
        totals == null ? null : totals.percent(),
        live == null ? null : eta(live.etaSeconds()),
        totals == null ? null : totals.games(),
        totals == null ? null : totals.samples(),
        totals == null ? null : totals.steps(),
        live == null ? null : whole(live.gamesPerHour()),
        live == null ? null : rounded(live.stepsPerSecond()),
        percent(mean(inference, InferenceProgress::batchFillPercent)),
        rounded(mean(inference, InferenceProgress::latencyMillis)),
        percent(mean(inference, InferenceProgress::gpuUtilizationPercent)),
        totals == null ? null : totals.loss(),
        totals == null ? null : totals.elo(),
        totals == null ? null : totals.errorRate(),
        totals == null ? null : totals.readAt());
  }

  /// Returns the newest checkpoint; null before the first.
  static @Nullable Checkpoint checkpoint(Reports reports, @Nullable Checkpoint before) {
    LearnerProgress told = reports.learner();
    LearnerProgress.Checkpoint newest = told == null ? null : told.checkpoint();
    return newest == null ? before : new Checkpoint(newest.step(), newest.time());
  }

  private static Progress totals(LearnerProgress told, @Nullable Instant readAt) {
    return new Progress(
        floor(told.percent()),
        null,
        told.games(),
        told.samples(),
        told.steps(),
        null,
        null,
        null,
        null,
        null,
        rounded(told.loss()),
        told.elo() == null ? null : (int) Math.round(told.elo()),
        rounded(told.errorRate()),
        readAt == null ? null : readAt.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static boolean isFresh(@Nullable Instant readAt, Instant now) {
    return readAt != null && now.isBefore(readAt.plus(NextWake.STALE_AFTER));
  }

  private static @Nullable Double mean(
      Collection<InferenceProgress> inference,
      Function<InferenceProgress, @Nullable Double> figure) {
    OptionalDouble mean =
        inference.stream()
            .map(figure)
            .filter(Objects::nonNull)
            .mapToDouble(value -> value)
            .average();
    return mean.isPresent() ? mean.getAsDouble() : null;
  }

  /// Two decimals from 1 on, two significant digits below.
  static @Nullable Double rounded(@Nullable Double value) {
    if (value == null) {
      return null;
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    return (Math.abs(value) >= 1
            ? exact.setScale(2, RoundingMode.HALF_UP)
            : exact.round(TWO_DIGITS))
        .doubleValue();
  }

  /// Returns a time that is as exact as an estimate can be: `2h15m`, `12m`, `3m20s`, `50s`.
  static @Nullable String eta(@Nullable Long seconds) {
    if (seconds == null) {
      return null;
    }
    Duration left = Duration.ofSeconds(seconds);
    long unit = left.toMinutes() >= 10 ? 60 : left.toMinutes() >= 1 ? 10 : 1;
    long rounded = (seconds + unit / 2) / unit * unit;
    return DurationText.format(Duration.ofSeconds(rounded));
  }

  private static @Nullable Integer percent(@Nullable Double value) {
    return value == null ? null : (int) Math.round(value);
  }

  /// 99.9 is not done yet.
  private static @Nullable Integer floor(@Nullable Double percent) {
    return percent == null ? null : (int) Math.floor(percent);
  }

  private static @Nullable Long whole(@Nullable Double value) {
    return value == null ? null : Math.round(value);
  }
}
