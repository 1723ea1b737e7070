package dev.alphazero.crd.read;

import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.TrainingDocument;
import java.util.Map;
import java.util.Objects;

/// A training as its author wrote it: the file with the flags put on top.
///
/// @param source name of the file as given
/// @param document the file with the flags put on top
/// @param places where each value was written, by path below `spec`
public record TrainingFile(String source, TrainingDocument document, Map<String, Place> places) {
  /// Returns the training's name, which is also the run's.
  public String name() {
    return Objects.requireNonNull(Objects.requireNonNull(document.metadata()).name());
  }

  public AlphaZeroTrainingSpec spec() {
    return Objects.requireNonNull(document.spec());
  }
}
