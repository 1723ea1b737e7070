package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/// When failing roles end the training; cluster only.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailurePolicySpec(
    @JsonPropertyDescription(
            "Restarts of the learner without a new training step in between, after which the training has failed. Default 6.")
        @Min(0) @Max(1000) @Nullable Integer maxRestarts) {}
