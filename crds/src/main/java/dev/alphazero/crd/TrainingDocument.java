package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/// A training file: the same text that `kubectl apply` takes.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingDocument(
    @JsonPropertyDescription("Version of the format.") @Required @Nullable ApiVersion apiVersion,
    @JsonPropertyDescription("Kind of the resource.") @Required @Nullable Kind kind,
    @JsonPropertyDescription("Name of the resource.") @Required @Nullable MetadataSpec metadata,
    @JsonPropertyDescription("What is wanted.") @Required @Nullable AlphaZeroTrainingSpec spec) {
  /// Versions that are read.
  public enum ApiVersion {
    @JsonProperty("alphazero.dev/v1alpha1")
    V1ALPHA1
  }

  /// Kinds that are read.
  public enum Kind {
    @JsonProperty("AlphaZeroTraining")
    ALPHA_ZERO_TRAINING
  }
}
