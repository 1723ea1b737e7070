package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/// Shape of the residual tower. Immutable.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetworkSpec(
    @JsonPropertyDescription("Residual blocks of the tower. Default: from the game. Immutable.")
        @Min(1) @Max(40) @Nullable Integer blocks,
    @JsonPropertyDescription("Channels of the tower. Default: from the game. Immutable.")
        @Min(8) @Max(512) @Nullable Integer channels) {}
