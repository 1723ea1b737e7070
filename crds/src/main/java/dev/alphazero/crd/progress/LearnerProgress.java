package dev.alphazero.crd.progress;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a learner reports of the training. Counters are of the whole training, over all restarts;
/// rates are of the last minute or so. What is not known yet is null.
///
/// @param version version of the document
/// @param state whether it trains
/// @param reason for a finished or failed training: why, one sentence; cut at 1000 characters
/// @param incarnation starts of the learner; a model version is (incarnation, step)
/// @param steps training steps
/// @param games games that were logged
/// @param samples samples that were logged
/// @param percent share of the way to completion, in [0, 100]
/// @param etaSeconds estimated seconds to completion
/// @param replayRatio presentations per sample in the last minutes, over the cap
///   `learner.replay.reuse`: 1 = the learner waits for samples, below = it cannot keep up
/// @param loss training loss, policy and value together
/// @param elo against the first opponent of the last evaluation
/// @param errorRate share of verified positions in which the searched move gives value away
/// @param inference of a learner that evaluates for the actors too; null for any other
/// @param limits that it works by, which change as it runs; null of a worker that reads them only
///   when it starts
public record LearnerProgress(
    int version,
    State state,
    @Nullable String reason,
    long incarnation,
    long steps,
    long games,
    long samples,
    @Nullable Double percent,
    @Nullable Long etaSeconds,
    @Nullable Double gamesPerHour,
    @Nullable Double stepsPerSecond,
    @Nullable Double samplesPerSecond,
    @Nullable Double replayRatio,
    @Nullable Double loss,
    @Nullable Double elo,
    @Nullable Double errorRate,
    @Nullable Checkpoint checkpoint,
    @Nullable InferenceProgress inference,
    @Nullable Limits limits)
    implements RoleProgress {
  private static final int MOST_REASON = 1000;

  public LearnerProgress {
    Objects.requireNonNull(state, "state");
    reason = reason == null || reason.length() <= MOST_REASON ? reason : cut(reason);
    Checks.count("incarnation", incarnation);
    Checks.count("steps", steps);
    Checks.count("games", games);
    Checks.count("samples", samples);
    Checks.percent("percent", percent);
    Checks.count("etaSeconds", etaSeconds);
    Checks.rate("gamesPerHour", gamesPerHour);
    Checks.rate("stepsPerSecond", stepsPerSecond);
    Checks.rate("samplesPerSecond", samplesPerSecond);
    Checks.rate("replayRatio", replayRatio);
    Checks.finite("loss", loss);
    Checks.finite("elo", elo);
    Checks.share("errorRate", errorRate);
  }

  private static String cut(String reason) {
    return reason.substring(0, MOST_REASON - 1) + "…";
  }

  /// Where a learner stands.
  public enum State {
    @JsonProperty("starting")
    STARTING,

    @JsonProperty("running")
    RUNNING,

    /// Done: it idles until it is scaled down.
    @JsonProperty("complete")
    COMPLETE,

    /// It cannot go on, and a restart would not help.
    @JsonProperty("failed")
    FAILED
  }

  /// The newest checkpoint.
  ///
  /// @param time RFC 3339
  public record Checkpoint(long step, String time) {
    public Checkpoint {
      Checks.count("checkpoint.step", step);
      Objects.requireNonNull(time, "checkpoint.time");
      try {
        Instant.parse(time);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "checkpoint.time must be a time as RFC 3339 in UTC, checkpoint.time=" + time, e);
      }
    }
  }
}
