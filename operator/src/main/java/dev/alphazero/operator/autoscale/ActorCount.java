package dev.alphazero.operator.autoscale;

import dev.alphazero.crd.AutoscalingMode;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// How many actors a running training gets, whatever the autoscaling mode.
public final class ActorCount {
  private ActorCount() {}

  /// Returns the actors that the Deployment should ask for.
  ///
  /// @param replicas `actors.replicas` of the resolved settings
  /// @param running what the Deployment asks for; empty if there is none or it is scaled to 0
  /// @param decision the autoscaler's; null without a Deployment
  public static int wanted(
      AutoscalingMode mode,
      Limits limits,
      int replicas,
      OptionalInt running,
      @Nullable Recommendation decision) {
    return switch (mode) {
      case DISABLED, OFF, ADVISE -> replicas;
      case ENFORCE -> {
        if (running.isEmpty()) {
          yield limits.clamp(replicas);
        }
        yield decision == null ? limits.clamp(running.getAsInt()) : decision.desired();
      }
    };
  }
}
