package dev.alphazero.crd.condition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// A condition in the form of Kubernetes' `metav1.Condition`.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingCondition(
    @JsonPropertyDescription("What the condition is about, for example Ready.")
        @Required
        @Size(min = 1, max = 64) String type,
    @JsonPropertyDescription("True, False or Unknown.") @Required Status status,
    @JsonPropertyDescription("One word for programs: why.")
        @Required
        @Size(min = 1, max = 128) @Pattern("^[A-Z][A-Za-z0-9]*$") String reason,
    @JsonPropertyDescription("For people: why, and what to do.") @Required @Size(max = 32768) String message,
    @JsonPropertyDescription("When the status last changed, RFC 3339.") @Required @Size(max = 64) String lastTransitionTime,
    @JsonPropertyDescription("Generation of the spec that the condition is about.")
        @Nullable Long observedGeneration) {

  /// Whether a condition holds.
  public enum Status {
    @JsonProperty("True")
    TRUE,

    @JsonProperty("False")
    FALSE,

    @JsonProperty("Unknown")
    UNKNOWN
  }
}
