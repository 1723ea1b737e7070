package dev.alphazero.crd.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.Rules;
import dev.alphazero.crd.schema.Wording;
import dev.alphazero.crd.text.NamePatterns;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where pods may and should run, relative to nodes and to other pods of their namespace. The
/// fields are those of Kubernetes, without fields of nodes and without other namespaces.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AffinitySpec(
    @JsonPropertyDescription("By labels of nodes.") @Nullable NodeAffinity nodeAffinity,
    @JsonPropertyDescription("Near other pods.") @Nullable PodAffinity podAffinity,
    @JsonPropertyDescription("Away from other pods.") @Nullable PodAffinity podAntiAffinity) {
  /// By labels of nodes.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NodeAffinity(
      @JsonPropertyDescription("Nodes that a pod may run on.")
          @Nullable NodeSelector requiredDuringSchedulingIgnoredDuringExecution,
      @JsonPropertyDescription(
              "Nodes that are better; the operator adds those with the chosen GPU.")
          @Size(max = 16) @Nullable List<PreferredNodes> preferredDuringSchedulingIgnoredDuringExecution) {}

  /// Nodes that fit one of several terms.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NodeSelector(
      @JsonPropertyDescription("Terms, of which one must fit.") @Required @Size(min = 1, max = 16) @Nullable List<NodeTerm> nodeSelectorTerms) {}

  /// Nodes that fit all of some requirements.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NodeTerm(
      @JsonPropertyDescription("By labels; all must fit.") @Size(max = 16) @Nullable List<NodeRequirement> matchExpressions) {}

  /// What a node's label must be.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Rules(PodRules.OfRequirement.class)
  public record NodeRequirement(
      @JsonPropertyDescription("Key of the label.")
          @Required
          @Pattern(NamePatterns.LABEL_KEY) @Wording(NamePatterns.LABEL_KEY_WORDING)
          @Size(min = 1, max = 317) @Nullable String key,
      @JsonPropertyDescription("How it compares.") @Required @Nullable NodeOperator operator,
      @JsonPropertyDescription(
              "What it is compared with: some for In and NotIn, one whole number for Gt and Lt, else none.")
          @Size(max = 64) @Nullable List<@Size(max = 253) String> values) {}

  /// How a node's label compares.
  public enum NodeOperator {
    @JsonProperty("In")
    IN,

    @JsonProperty("NotIn")
    NOT_IN,

    @JsonProperty("Exists")
    EXISTS,

    @JsonProperty("DoesNotExist")
    DOES_NOT_EXIST,

    @JsonProperty("Gt")
    GT,

    @JsonProperty("Lt")
    LT
  }

  /// Nodes that are better, and how much.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PreferredNodes(
      @JsonPropertyDescription("How much they are better, from 1 to 100.")
          @Required
          @Min(1) @Max(100) @Nullable Integer weight,
      @JsonPropertyDescription("Which they are.") @Required @Nullable NodeTerm preference) {}

  /// By other pods.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PodAffinity(
      @JsonPropertyDescription("What must hold; all terms.") @Size(max = 16) @Nullable List<PodTerm> requiredDuringSchedulingIgnoredDuringExecution,
      @JsonPropertyDescription("What is better.") @Size(max = 16) @Nullable List<PreferredPods> preferredDuringSchedulingIgnoredDuringExecution) {}

  /// Pods to be near to or away from.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PodTerm(
      @JsonPropertyDescription("The pods, by their labels. Default: none.")
          @Nullable LabelSelectorSpec labelSelector,
      @JsonPropertyDescription(
              "Label of nodes that says what is near, for example kubernetes.io/hostname.")
          @Required
          @Pattern(NamePatterns.LABEL_KEY) @Wording(NamePatterns.LABEL_KEY_WORDING)
          @Size(min = 1, max = 317) @Nullable String topologyKey) {}

  /// What is better, and how much.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PreferredPods(
      @JsonPropertyDescription("How much it is better, from 1 to 100.") @Required @Min(1) @Max(100) @Nullable Integer weight,
      @JsonPropertyDescription("Which pods.") @Required @Nullable PodTerm podAffinityTerm) {}
}
