package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.Wording;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Curated overrides of one role's pods.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodOverrides(
    @JsonPropertyDescription("CPU and memory of the pod. Default: from the profile.")
        @Nullable Resources resources,
    @JsonPropertyDescription("Labels that a node must have.") @Size(max = 32) @Nullable Map<@Size(max = 317) String, @Size(max = 63) String> nodeSelector,
    @JsonPropertyDescription("Taints that the pods tolerate.") @Size(max = 16) @Nullable List<Toleration> tolerations,
    @JsonPropertyDescription("Environment variables.") @Size(max = 64) @Nullable List<EnvVariable> env,
    @JsonPropertyDescription("Labels added to the pods.") @Size(max = 32) @Nullable Map<@Size(max = 317) String, @Size(max = 63) String> labels,
    @JsonPropertyDescription("Annotations added to the pods.") @Size(max = 32) @Nullable Map<@Size(max = 317) String, @Size(max = 1024) String> annotations,
    @JsonPropertyDescription("Priority class of the pods.") @Size(min = 1, max = 253) @Nullable String priorityClassName,
    @JsonPropertyDescription("Runtime class of the pods, for example nvidia.")
        @Size(min = 1, max = 253) @Nullable String runtimeClassName,
    @JsonPropertyDescription("Resource that stands for a GPU. Default nvidia.com/gpu.")
        @Size(min = 1, max = 317) @Nullable String gpuResourceName) {
  /// What a pod asks for; memory is its limit too.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Resources(
      @JsonPropertyDescription("CPU, for example \"4\" or 500m. Default: from the profile.")
          @Pattern(Quantities.PATTERN) @Wording(Quantities.WORDING)
          @Size(max = 16) @Nullable String cpu,
      @JsonPropertyDescription("Memory, for example 8Gi. Default: from the profile.")
          @Pattern(Quantities.PATTERN) @Wording(Quantities.WORDING)
          @Size(max = 16) @Nullable String memory) {}

  /// A taint that is tolerated.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Toleration(
      @JsonPropertyDescription("Key of the taint; all keys when not set and operator is Exists.")
          @Size(max = 317) @Nullable String key,
      @JsonPropertyDescription("Exists or Equal. Default Equal.")
          @Nullable TolerationOperator operator,
      @JsonPropertyDescription("Value of the taint with operator Equal.") @Size(max = 63) @Nullable String value,
      @JsonPropertyDescription("Effect of the taint; all effects when not set.")
          @Nullable TaintEffect effect,
      @JsonPropertyDescription(
              "How long a NoExecute taint is tolerated, in seconds; for ever when not set.")
          @Min(0) @Nullable Long tolerationSeconds) {}

  /// An environment variable.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EnvVariable(
      @JsonPropertyDescription("Name of the variable.")
          @Required
          @Size(min = 1, max = 128) @Pattern("^[A-Za-z_][A-Za-z0-9_]*$") @Nullable String name,
      @JsonPropertyDescription("Value of the variable.") @Required @Size(max = 4096) @Nullable String value) {}

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
}
