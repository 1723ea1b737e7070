package dev.alphazero.operator.autoscale;

import dev.alphazero.crd.Placement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the autoscaler looks at, at one moment.
///
/// @param wanted actors that the Deployment asks for
/// @param ready actors that are ready
/// @param unschedulable actors that the scheduler finds no node for
/// @param quotaRefused whether a quota keeps actors from being made or scheduled
/// @param rolling whether actors or inference are being replaced by newer ones
/// @param placement actor or shared
/// @param metrics null if the roles report nothing
public record Signals(
    int wanted,
    int ready,
    int unschedulable,
    boolean quotaRefused,
    boolean rolling,
    Placement placement,
    @Nullable Metrics metrics) {

  /// What the roles reported last, as means of about the last minute.
  ///
  /// @param readAt when the oldest part of it was read
  /// @param reporting inference replicas that tell
  /// @param expected inference replicas that should
  /// @param busyPercent share of time in which the inference devices had work, mean over the
  ///   replicas, in [0, 100]; 0 with placement actor
  /// @param replayRatio the learner's: 1 = it waits for samples, below = it cannot keep up; null
  ///   before it trains
  /// @param samplesPerSecond that the learner receives; null before it knows
  public record Metrics(
      Instant readAt,
      int reporting,
      int expected,
      double busyPercent,
      @Nullable Double replayRatio,
      @Nullable Double samplesPerSecond) {}

  /// Whether the cluster keeps actors from starting.
  boolean refused() {
    return quotaRefused || unschedulable > 0;
  }
}
