package dev.alphazero.crd.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.Rules;
import dev.alphazero.crd.schema.Wording;
import dev.alphazero.crd.text.NamePatterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Overrides of the pods by role; cluster only.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rules(PodRules.OfPods.class)
public record PodsSpec(
    @JsonPropertyDescription("Pods that play.") @Nullable PodOverrides actor,
    @JsonPropertyDescription("Pods that evaluate.") @Nullable PodOverrides inference,
    @JsonPropertyDescription("The pod that trains.") @Nullable PodOverrides learner,
    @JsonPropertyDescription(
            "Whether drains of nodes leave the learner alone, by a PodDisruptionBudget. A drain then waits until the training ends, is suspended, or this is false. Default false: the learner moves, and goes on from its last checkpoint.")
        @Nullable Boolean protectLearner,
    @JsonPropertyDescription(
            "ServiceAccount that the pods run as. It must be there, and its owner allows it with the label alphazero.dev/trainings. Default: one of the training's name, which the operator makes and which has no rights.")
        @Pattern(NamePatterns.SUBDOMAIN) @Wording(NamePatterns.SUBDOMAIN_WORDING)
        @Size(min = 1, max = 253) @Nullable String serviceAccountName,
    @JsonPropertyDescription(
            "Annotations of the ServiceAccount that the operator makes, by which a cloud knows the pods (workload identity); not with serviceAccountName. Pods that run keep the identity they started with.")
        @Size(max = 16) @Nullable Map<
                @Pattern(NamePatterns.ANNOTATION_KEY) @Wording(NamePatterns.ANNOTATION_KEY_WORDING)
                @Size(min = 1, max = 317) String,
                @Size(max = 1024) String>
            serviceAccountAnnotations) {
  /// Overrides that say nothing.
  public static final PodsSpec NONE = new PodsSpec(null, null, null, null, null, null);
}
