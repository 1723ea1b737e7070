package dev.alphazero.crd.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.Rules;
import dev.alphazero.crd.schema.Wording;
import dev.alphazero.crd.text.QuantityPatterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// What a pod asks for and may use, as in Kubernetes; or in short CPU and memory, where memory is
/// its limit too.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rules(PodRules.OfResources.class)
public record ResourcesSpec(
    @JsonPropertyDescription(
            "CPU, for example \"4\" or 500m; short for requests.cpu. Default: from the profile.")
        @Pattern(QuantityPatterns.CPU) @Wording(QuantityPatterns.CPU_WORDING)
        @Size(max = 16) @Nullable String cpu,
    @JsonPropertyDescription(
            "Memory, for example 8Gi; short for requests.memory and limits.memory. Default: from the profile.")
        @Pattern(QuantityPatterns.BYTES) @Wording(QuantityPatterns.BYTES_WORDING)
        @Size(max = 16) @Nullable String memory,
    @JsonPropertyDescription("What the scheduler sets aside for the pod.")
        @Nullable Amounts requests,
    @JsonPropertyDescription("What the pod may use at most.") @Nullable Amounts limits) {
  /// Amounts of each resource.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Amounts(
      @JsonPropertyDescription(
              "CPU, for example \"4\" or 500m. Default of the request: from the profile, at most the limit; of the limit: none.")
          @Pattern(QuantityPatterns.CPU) @Wording(QuantityPatterns.CPU_WORDING)
          @Size(max = 16) @Nullable String cpu,
      @JsonPropertyDescription(
              "Memory, for example 8Gi. Default of the request: the limit, else from the profile; of the limit: the request.")
          @Pattern(QuantityPatterns.BYTES) @Wording(QuantityPatterns.BYTES_WORDING)
          @Size(max = 16) @Nullable String memory,
      @JsonPropertyDescription(
              "Space on the node's disk for logs and temporary files, for example 2Gi. Default: none.")
          @JsonProperty("ephemeral-storage")
          @Pattern(QuantityPatterns.BYTES) @Wording(QuantityPatterns.BYTES_WORDING)
          @Size(max = 16) @Nullable String ephemeralStorage) {}
}
