package dev.alphazero.crd.progress;

import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The limits of `spec.completion`, as the operator gives them to a learner that runs, and as the
/// learner reports which it works by. What is null is no limit; one that a newer version adds is
/// absent for a training without it.
///
/// @param trainingSteps at least 1
/// @param games at least 1
/// @param samples at least 1
/// @param activeDeadline as in a training file, for example `1h30m`; longer than 0s
/// @param errorRate in [0, 1]
public record Limits(
    @Nullable Long trainingSteps,
    @Nullable Long games,
    @Nullable Long samples,
    @Nullable String activeDeadline,
    @Nullable Double errorRate) {
  public Limits {
    Checks.count("limits.trainingSteps", trainingSteps);
    Checks.count("limits.games", games);
    Checks.count("limits.samples", samples);
    if (activeDeadline != null) {
      DurationText.parse(activeDeadline);
    }
    Checks.share("limits.errorRate", errorRate);
  }

  /// Returns the limits of resolved settings.
  public static Limits of(Settings.Completion completion) {
    Duration deadline = completion.activeDeadline();
    return new Limits(
        positive(completion.trainingSteps()),
        positive(completion.games()),
        positive(completion.samples()),
        deadline.isZero() ? null : DurationText.format(deadline),
        completion.errorRate().isPresent() ? completion.errorRate().getAsDouble() : null);
  }

  /// Returns them as settings.
  public Settings.Completion completion() {
    return new Settings.Completion(
        Objects.requireNonNullElse(trainingSteps, 0L),
        Objects.requireNonNullElse(games, 0L),
        Objects.requireNonNullElse(samples, 0L),
        activeDeadline == null ? Duration.ZERO : DurationText.parse(activeDeadline),
        errorRate == null ? OptionalDouble.empty() : OptionalDouble.of(errorRate));
  }

  /// Returns those that are set, for example `games=100 activeDeadline=6h`; equal limits have equal
  /// texts.
  public String text() {
    List<String> limits = new ArrayList<>();
    add(limits, "trainingSteps", trainingSteps);
    add(limits, "games", games);
    add(limits, "samples", samples);
    add(limits, "activeDeadline", activeDeadline);
    add(limits, "errorRate", errorRate);
    return String.join(" ", limits);
  }

  private static void add(List<String> limits, String name, @Nullable Object value) {
    if (value != null) {
      limits.add(name + "=" + value);
    }
  }

  private static @Nullable Long positive(long limit) {
    return limit > 0 ? limit : null;
  }
}
