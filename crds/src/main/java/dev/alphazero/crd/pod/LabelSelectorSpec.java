package dev.alphazero.crd.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.Rules;
import dev.alphazero.crd.schema.Wording;
import dev.alphazero.crd.text.NamePatterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Objects by their labels: all that is said must hold.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LabelSelectorSpec(
    @JsonPropertyDescription("Labels and their values.") @Size(max = 16) @Nullable Map<
                @Pattern(NamePatterns.LABEL_KEY) @Wording(NamePatterns.LABEL_KEY_WORDING)
                @Size(min = 1, max = 317) String,
                @Pattern(NamePatterns.LABEL_VALUE) @Wording(NamePatterns.LABEL_VALUE_WORDING)
                @Size(max = 63) String>
            matchLabels,
    @JsonPropertyDescription("What labels must be.") @Size(max = 16) @Nullable List<Requirement> matchExpressions) {
  /// What a label must be.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Rules(PodRules.OfRequirement.class)
  public record Requirement(
      @JsonPropertyDescription("Key of the label.")
          @Required
          @Pattern(NamePatterns.LABEL_KEY) @Wording(NamePatterns.LABEL_KEY_WORDING)
          @Size(min = 1, max = 317) @Nullable String key,
      @JsonPropertyDescription("How it compares.") @Required @Nullable Operator operator,
      @JsonPropertyDescription("What it is compared with: some for In and NotIn, else none.")
          @Size(max = 64) @Nullable List<
                  @Pattern(NamePatterns.LABEL_VALUE) @Wording(NamePatterns.LABEL_VALUE_WORDING)
                  @Size(max = 63) String>
              values) {}

  /// How a label compares.
  public enum Operator {
    @JsonProperty("In")
    IN,

    @JsonProperty("NotIn")
    NOT_IN,

    @JsonProperty("Exists")
    EXISTS,

    @JsonProperty("DoesNotExist")
    DOES_NOT_EXIST
  }
}
