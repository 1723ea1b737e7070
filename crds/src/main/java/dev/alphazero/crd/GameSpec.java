package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The game that is learned. Immutable.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GameSpec(
    @JsonPropertyDescription("Name of the game. Immutable.") @Required @Nullable GameName name,
    @JsonPropertyDescription(
            "Options of the game, name to value. othello: size 6 or 8 (default 8). The other games have none. Immutable.")
        @Size(max = 8) @Nullable Map<@Size(max = 32) String, @Size(min = 1, max = 32) String> options) {}
