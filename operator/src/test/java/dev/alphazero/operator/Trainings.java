package dev.alphazero.operator;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.MetadataSpec;
import dev.alphazero.crd.read.Flag;
import dev.alphazero.crd.read.TrainingFile;
import dev.alphazero.crd.read.TrainingReader;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Trainings for tests, as an API server would hand them out.
public final class Trainings {
  /// When every one of them was created.
  public static final String CREATED = "2026-01-01T00:00:00Z";

  private Trainings() {}

  /// Returns a Connect Four training that leaves everything else to the operator.
  public static AlphaZeroTraining minimal() {
    return withSpec("");
  }

  /// Returns the training `games/c4` with more lines below `spec`, indented by two; Connect Four
  /// unless they name a game.
  public static AlphaZeroTraining withSpec(String lines) {
    String game = lines.contains("game:") ? "" : "  game: {name: connect-four}\n";
    return of(
        """
        apiVersion: alphazero.dev/v1alpha1
        kind: AlphaZeroTraining
        metadata: {name: c4, namespace: games}
        spec:
        %s%s"""
            .formatted(game, lines));
  }

  /// Returns the training `games/c4` with `path=value` set below `spec`, for example
  /// `search.simulations=64`; Connect Four unless a game is set.
  public static AlphaZeroTraining with(String... assignments) {
    List<Flag> flags = Stream.of(assignments).map(Flag::set).toList();
    return read(
        """
        apiVersion: alphazero.dev/v1alpha1
        kind: AlphaZeroTraining
        metadata: {name: c4, namespace: games}
        spec: {game: {name: connect-four}}
        """,
        flags);
  }

  /// Returns the training of a file, read as strictly as a user's.
  public static AlphaZeroTraining of(String yaml) {
    return read(yaml, List.of());
  }

  private static AlphaZeroTraining read(String yaml, List<Flag> flags) {
    TrainingFile file = TrainingReader.read("training.yaml", yaml, flags);
    MetadataSpec written = Objects.requireNonNull(file.document().metadata());
    AlphaZeroTraining training = new AlphaZeroTraining();
    training.setMetadata(
        new ObjectMetaBuilder()
            .withName(written.name())
            .withNamespace(Objects.requireNonNullElse(written.namespace(), "default"))
            .withLabels(written.labels())
            .withAnnotations(written.annotations())
            .withUid("00000000-0000-4000-8000-000000000001")
            .withGeneration(1L)
            .withResourceVersion("1")
            .withCreationTimestamp(CREATED)
            .build());
    training.setSpec(file.spec());
    return training;
  }
}
