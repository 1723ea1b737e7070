package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/// Overrides of the pods by role; cluster only.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodsSpec(
    @JsonPropertyDescription("Pods that play.") @Nullable PodOverrides actor,
    @JsonPropertyDescription("Pods that evaluate.") @Nullable PodOverrides inference,
    @JsonPropertyDescription("The pod that trains.") @Nullable PodOverrides learner,
    @JsonPropertyDescription(
            "Whether drains of nodes leave the learner alone, by a PodDisruptionBudget. A drain then waits until the training ends, is suspended, or this is false. Default false: the learner moves, and goes on from its last checkpoint.")
        @Nullable Boolean protectLearner) {}
