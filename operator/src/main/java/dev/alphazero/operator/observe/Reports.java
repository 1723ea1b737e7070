package dev.alphazero.operator.observe;

import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.crd.progress.LearnerProgress;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the roles reported last. What a pod reported goes with it: a report of a pod (by uid) that
/// is not there any more is dropped, or a training that goes on would take the end of its last
/// learner for its own.
///
/// @param learner null if it never reported anything, or is gone
/// @param learnerReadAt when; null if never
/// @param inference by pod name
/// @param inferenceReadAt when the oldest of them was read; null without any
public record Reports(
    @Nullable LearnerProgress learner,
    @Nullable Instant learnerReadAt,
    Map<String, InferenceProgress> inference,
    @Nullable Instant inferenceReadAt) {
  /// Nothing was reported yet.
  public static final Reports NONE = new Reports(null, null, Map.of(), null);

  public Reports {
    inference = Map.copyOf(inference);
  }
}
