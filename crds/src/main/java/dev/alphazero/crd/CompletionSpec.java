package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.DurationRange;
import dev.alphazero.crd.schema.Wording;
import dev.alphazero.crd.text.DurationText;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// When the training is done: at the first of these that is reached. Without any it goes on until
/// stopped.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompletionSpec(
    @JsonPropertyDescription("Training steps; 0 = no limit.") @Min(0) @Nullable Long trainingSteps,
    @JsonPropertyDescription("Games of self-play; 0 = no limit.") @Min(0) @Nullable Long games,
    @JsonPropertyDescription("Samples of self-play; 0 = no limit.") @Min(0) @Nullable Long samples,
    @JsonPropertyDescription("Time of work, without pauses, for example 6h; 0s = no limit.")
        @Pattern(DurationText.PATTERN) @Wording(DurationText.WORDING)
        @Size(max = 16) @DurationRange(min = "0s", max = "87600h")
        @Nullable String activeDeadline,
    @JsonPropertyDescription(
            "Share of verified positions in which the searched move gives value away; done when an evaluation finds no more. Only for games with verified positions.")
        @Min(0) @Max(1) @Nullable Double errorRate) {}
