package dev.alphazero.crd.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.Wording;
import dev.alphazero.crd.text.NamePatterns;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// How evenly the pods of a role lie over parts of the cluster; the fields are those of Kubernetes.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SpreadSpec(
    @JsonPropertyDescription("How many more pods one part may have than another.")
        @Required
        @Min(1) @Max(10000) @Nullable Integer maxSkew,
    @JsonPropertyDescription(
            "Label of nodes that says the parts, for example topology.kubernetes.io/zone.")
        @Required
        @Pattern(NamePatterns.LABEL_KEY) @Wording(NamePatterns.LABEL_KEY_WORDING)
        @Size(min = 1, max = 317) @Nullable String topologyKey,
    @JsonPropertyDescription("What happens to a pod that would break it.") @Required
        @Nullable WhenUnsatisfiable whenUnsatisfiable,
    @JsonPropertyDescription(
            "Which pods are counted. Default: those of the same role of this training.")
        @Nullable LabelSelectorSpec labelSelector,
    @JsonPropertyDescription(
            "Least number of parts, with DoNotSchedule only; missing ones count as empty. Default 1.")
        @Min(1) @Max(10000) @Nullable Integer minDomains) {
  /// What happens to a pod that would break a spread.
  public enum WhenUnsatisfiable {
    @JsonProperty("DoNotSchedule")
    DO_NOT_SCHEDULE,

    @JsonProperty("ScheduleAnyway")
    SCHEDULE_ANYWAY
  }
}
