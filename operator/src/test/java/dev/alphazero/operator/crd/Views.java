package dev.alphazero.operator.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceSubresourcesBuilder;
import java.util.List;

/// What `kubectl get` shows, and the sub-resources.
final class Views {
  private static final int WIDE = 1;

  private Views() {}

  static void training(CustomResourceDefinitionVersion version) {
    version.setAdditionalPrinterColumns(
        List.of(
            column("Game", "string", ".spec.game.name", "The game."),
            column("Profile", "string", ".status.profile.name", "The profile that was chosen."),
            column("State", "string", ".status.state", "How it is going, in one word."),
            column("Progress%", "integer", ".status.progress.percent", "Share of the way done."),
            column("Actors", "integer", ".status.actors.ready", "Actors that are ready."),
            column("Games/h", "integer", ".status.progress.gamesPerHour", "Games per hour."),
            column("Elo", "integer", ".status.progress.elo", "Strength at the last evaluation."),
            wide("ETA", "string", ".status.progress.eta", "Estimated time to completion."),
            wide("Steps", "integer", ".status.progress.steps", "Training steps."),
            wide("Loss", "number", ".status.progress.loss", "Training loss."),
            wide("GPU", "string", ".status.profile.product", "Product of the GPUs."),
            age()));
    version.setSubresources(
        new CustomResourceSubresourcesBuilder()
            .withNewStatus()
            .endStatus()
            .withNewScale()
            .withSpecReplicasPath(".spec.actors.replicas")
            .withStatusReplicasPath(".status.actors.current")
            .withLabelSelectorPath(".status.actors.selector")
            .endScale()
            .build());
  }

  static void profile(CustomResourceDefinitionVersion version) {
    version.setAdditionalPrinterColumns(
        List.of(
            column("GPU", "boolean", ".spec.gpu", "Whether it is made for a GPU."),
            column("Actors", "integer", ".spec.actors.replicas", "Actors to start with."),
            column("Batch", "integer", ".spec.inference.batchSize", "Positions per batch."),
            column("Train-batch", "integer", ".spec.learner.batchSize", "Samples per step."),
            wide("Description", "string", ".spec.description", "The hardware it is made for."),
            age()));
  }

  private static CustomResourceColumnDefinition age() {
    return column("Age", "date", ".metadata.creationTimestamp", "Time since it was created.");
  }

  /// A column of `kubectl get -o wide`.
  private static CustomResourceColumnDefinition wide(
      String name, String type, String path, String description) {
    CustomResourceColumnDefinition column = column(name, type, path, description);
    column.setPriority(WIDE);
    return column;
  }

  private static CustomResourceColumnDefinition column(
      String name, String type, String path, String description) {
    return new CustomResourceColumnDefinitionBuilder()
        .withName(name)
        .withType(type)
        .withJsonPath(path)
        .withDescription(description)
        .build();
  }
}
