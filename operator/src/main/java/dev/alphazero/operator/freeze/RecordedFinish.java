package dev.alphazero.operator.freeze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Finish;
import dev.alphazero.crd.json.JsonMappers;
import dev.alphazero.crd.json.StrictJson;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a training finished, as an annotation of its newest ControllerRevision, whose metadata can
/// be written while its data cannot. The status tells it too, and is believed only once:
///
/// | annotation | the training has finished as |
/// |---|---|
/// | absent: an operator of an earlier version wrote the revision | the status says |
/// | `none` | it has not, whatever the status says |
/// | a document | the document says |
public final class RecordedFinish {
  /// The annotation; each revision that this operator writes has it.
  public static final String ANNOTATION = "alphazero.dev/finish";

  private static final String NOT_FINISHED = "none";

  private RecordedFinish() {}

  /// Takes down how the training finished; null for not yet.
  public static void write(ControllerRevision revision, @Nullable Finish finish) {
    revision
        .getMetadata()
        .getAnnotations()
        .put(ANNOTATION, finish == null ? NOT_FINISHED : StrictJson.canonical(finish));
  }

  /// Returns how the training finished; null if it has not.
  ///
  /// @param revision the newest of the training
  /// @param told what the status says
  /// @throws FrozenException if the annotation is damaged
  public static @Nullable Finish read(ControllerRevision revision, @Nullable Finish told) {
    Map<String, String> annotations = revision.getMetadata().getAnnotations();
    String recorded = annotations == null ? null : annotations.get(ANNOTATION);
    if (recorded == null) {
      return told != null && isWhole(told) ? told : null;
    }
    return recorded.equals(NOT_FINISHED) ? null : parse(revision.getMetadata().getName(), recorded);
  }

  private static Finish parse(String revision, String recorded) {
    try {
      JsonNode tree = JsonMappers.PLAIN.readTree(recorded);
      if (tree.isObject()) {
        Finish finish = StrictJson.readNode(tree, Finish.class);
        if (isWhole(finish)) {
          return finish;
        }
      }
    } catch (JsonProcessingException | IllegalArgumentException _) {
      // told below, with what is there
    }
    throw new FrozenException(
        revision,
        "the annotation %s must be %s or a finish with outcome and time, there=%s"
            .formatted(ANNOTATION, NOT_FINISHED, recorded));
  }

  /// An expiry is counted from the time, and the outcome decides what starts it again.
  private static boolean isWhole(Finish finish) {
    try {
      return finish.outcome() != null
          && finish.time() != null
          && Instant.parse(finish.time()).isAfter(Instant.MIN);
    } catch (DateTimeException _) {
      return false;
    }
  }
}
