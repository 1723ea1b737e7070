package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/// Overrides of the pods by role; cluster only.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodsSpec(
    @JsonPropertyDescription("Pods that play.") @Nullable PodOverrides actor,
    @JsonPropertyDescription("Pods that evaluate.") @Nullable PodOverrides inference,
    @JsonPropertyDescription("The pod that trains.") @Nullable PodOverrides learner) {}
