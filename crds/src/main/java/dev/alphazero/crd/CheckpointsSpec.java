package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.DurationRange;
import dev.alphazero.crd.schema.Wording;
import dev.alphazero.crd.text.DurationText;
import dev.alphazero.crd.text.NamePatterns;
import dev.alphazero.crd.text.QuantityPatterns;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// Checkpoints of the learner.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckpointsSpec(
    @JsonPropertyDescription("Time between checkpoints, for example 10m. Default 10m.")
        @Pattern(DurationText.PATTERN) @Wording(DurationText.WORDING)
        @Size(max = 16) @DurationRange(min = "1s", max = "24h")
        @Nullable String every,
    @JsonPropertyDescription("Newest checkpoints kept. Default 5.") @Min(1) @Max(1000) @Nullable Integer keep,
    @JsonPropertyDescription(
            "Retain or Delete the volume with the training; cluster only. Default Retain.")
        @Nullable OnDelete onDelete,
    @JsonPropertyDescription("The learner's volume; cluster only.") @Nullable Storage storage) {
  /// The learner's volume in a cluster.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Storage(
      @JsonPropertyDescription(
              "Size of the volume, for example 20Gi; may only grow. Default: from the game.")
          @Pattern(QuantityPatterns.BYTES) @Wording(QuantityPatterns.BYTES_WORDING)
          @Size(max = 16) @Nullable String size,
      @JsonPropertyDescription(
              "Storage class; the cluster's default when not set. Read when the claim is made: while that is not bound, correct the class and delete the claim; afterwards a change has no effect.")
          @Pattern(NamePatterns.SUBDOMAIN) @Wording(NamePatterns.SUBDOMAIN_WORDING)
          @Size(min = 1, max = 253) @Nullable String storageClassName) {}
}
