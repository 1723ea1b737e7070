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
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Curated overrides of one role's pods. A change of any but gpuResourceName of actors renders the
/// role's pods anew.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodOverrides(
    @JsonPropertyDescription("CPU, memory and disk of the pod. Default: from the profile.")
        @Nullable ResourcesSpec resources,
    @JsonPropertyDescription("Labels that a node must have.") @Size(max = 32) @Nullable Map<
                @Pattern(NamePatterns.LABEL_KEY) @Wording(NamePatterns.LABEL_KEY_WORDING)
                @Size(min = 1, max = 317) String,
                @Pattern(NamePatterns.LABEL_VALUE) @Wording(NamePatterns.LABEL_VALUE_WORDING)
                @Size(max = 63) String>
            nodeSelector,
    @JsonPropertyDescription("Taints that the pods tolerate.") @Size(max = 16) @Nullable List<Toleration> tolerations,
    @JsonPropertyDescription(
            "Where pods may and should run, by nodes and by other pods. Default: near the chosen GPU.")
        @Nullable AffinitySpec affinity,
    @JsonPropertyDescription(
            "How the pods spread. Default: inference pods over nodes if they can; a list here takes its place.")
        @Size(max = 8) @Nullable List<SpreadSpec> topologySpreadConstraints,
    @JsonPropertyDescription("Environment variables.") @Size(max = 64) @Nullable List<EnvironmentSpec.Variable> env,
    @JsonPropertyDescription("Secrets and ConfigMaps that become environment variables; env wins.")
        @Size(max = 16) @Nullable List<EnvironmentSpec.Source> envFrom,
    @JsonPropertyDescription("Labels added to the pods.") @Size(max = 32) @Nullable Map<
                @Pattern(NamePatterns.LABEL_KEY) @Wording(NamePatterns.LABEL_KEY_WORDING)
                @Size(min = 1, max = 317) String,
                @Pattern(NamePatterns.LABEL_VALUE) @Wording(NamePatterns.LABEL_VALUE_WORDING)
                @Size(max = 63) String>
            labels,
    @JsonPropertyDescription("Annotations added to the pods.") @Size(max = 32) @Nullable Map<
                @Pattern(NamePatterns.ANNOTATION_KEY) @Wording(NamePatterns.ANNOTATION_KEY_WORDING)
                @Size(min = 1, max = 317) String,
                @Size(max = 1024) String>
            annotations,
    @JsonPropertyDescription("Priority class of the pods.")
        @Pattern(NamePatterns.SUBDOMAIN) @Wording(NamePatterns.SUBDOMAIN_WORDING)
        @Size(min = 1, max = 253) @Nullable String priorityClassName,
    @JsonPropertyDescription("Runtime class of the pods, for example nvidia.")
        @Pattern(NamePatterns.SUBDOMAIN) @Wording(NamePatterns.SUBDOMAIN_WORDING)
        @Size(min = 1, max = 253) @Nullable String runtimeClassName,
    @JsonPropertyDescription("Resource that stands for a GPU. Default nvidia.com/gpu.")
        @Pattern(NamePatterns.LABEL_KEY) @Wording("the name of a resource such as nvidia.com/gpu")
        @Size(min = 1, max = 317) @Nullable String gpuResourceName,
    @JsonPropertyDescription(
            "User and groups of the pods. Default: user and groups 65532, of the workers' image.")
        @Nullable SecurityContextSpec securityContext,
    @JsonPropertyDescription(
            "When the node pulls the image: IfNotPresent, Always or Never. Default IfNotPresent.")
        @Nullable ImagePullPolicy imagePullPolicy,
    @JsonPropertyDescription(
            "Time that pods have to stop, in seconds. Default 60 of actors, 30 of inference, 120 of the learner, which writes a checkpoint in it.")
        @Min(1) @Max(86400) @Nullable Long terminationGracePeriodSeconds) {
  /// Overrides that say nothing.
  public static final PodOverrides NONE =
      new PodOverrides(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  /// A taint that is tolerated.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Rules(PodRules.OfToleration.class)
  public record Toleration(
      @JsonPropertyDescription(
              "Key of the taint; all keys when not set, with operator Exists only.")
          @Pattern(NamePatterns.LABEL_KEY_OR_NONE) @Wording(NamePatterns.LABEL_KEY_WORDING)
          @Size(max = 317) @Nullable String key,
      @JsonPropertyDescription("Exists or Equal. Default Equal.")
          @Nullable TolerationOperator operator,
      @JsonPropertyDescription("Value of the taint with operator Equal.")
          @Pattern(NamePatterns.LABEL_VALUE) @Wording(NamePatterns.LABEL_VALUE_WORDING)
          @Size(max = 63) @Nullable String value,
      @JsonPropertyDescription("Effect of the taint; all effects when not set.")
          @Nullable TaintEffect effect,
      @JsonPropertyDescription(
              "How long a NoExecute taint is tolerated, in seconds; for ever when not set.")
          @Min(0) @Nullable Long tolerationSeconds) {}

  /// How a toleration compares.
  public enum TolerationOperator {
    @JsonProperty("Exists")
    EXISTS,

    @JsonProperty("Equal")
    EQUAL
  }

  /// What a taint does.
  public enum TaintEffect {
    @JsonProperty("NoSchedule")
    NO_SCHEDULE,

    @JsonProperty("PreferNoSchedule")
    PREFER_NO_SCHEDULE,

    @JsonProperty("NoExecute")
    NO_EXECUTE
  }

  /// When a node pulls an image.
  public enum ImagePullPolicy {
    @JsonProperty("IfNotPresent")
    IF_NOT_PRESENT,

    @JsonProperty("Always")
    ALWAYS,

    @JsonProperty("Never")
    NEVER
  }
}
