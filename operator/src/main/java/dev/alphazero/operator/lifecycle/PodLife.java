package dev.alphazero.operator.lifecycle;

import dev.alphazero.operator.observe.PodFacts;
import java.time.Duration;
import java.time.Instant;

/// Whether a pod is still there.
public final class PodLife {
  /// Time after a pod's deletion deadline after which its node is taken for lost.
  static final Duration LOST_AFTER = Duration.ofSeconds(30);

  private PodLife() {}

  /// Returns whether the pod may still work.
  public static boolean isLive(PodFacts pod, Instant now) {
    return !hasEnded(pod) && !isLost(pod, now);
  }

  /// Returns whether all its containers have ended for good.
  public static boolean hasEnded(PodFacts pod) {
    return pod.phase().equals("Succeeded") || pod.phase().equals("Failed");
  }

  /// Returns whether it should long have gone: nobody is there to end it.
  public static boolean isLost(PodFacts pod, Instant now) {
    Instant deadline = pod.deletionDeadline();
    return deadline != null && !now.isBefore(deadline.plus(LOST_AFTER));
  }
}
