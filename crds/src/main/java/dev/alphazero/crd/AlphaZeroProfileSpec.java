package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.Wording;
import dev.alphazero.crd.text.QuantityPatterns;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// Sizes that fit a kind of hardware.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlphaZeroProfileSpec(
    @JsonPropertyDescription("The hardware that the profile is made for.") @Size(min = 1, max = 256) @Nullable String description,
    @JsonPropertyDescription("Whether inference and learner are made for a GPU. Default false.")
        @Nullable Boolean gpu,
    @JsonPropertyDescription("Settings of the search.") @Nullable Search search,
    @JsonPropertyDescription("Settings of self-play.") @Nullable SelfPlay selfPlay,
    @JsonPropertyDescription("Settings of inference.") @Nullable InferenceSpec inference,
    @JsonPropertyDescription("Settings of the actors.") @Nullable ActorsSpec actors,
    @JsonPropertyDescription("Settings of the learner.") @Nullable Learner learner,
    @JsonPropertyDescription("Whether learner and inference share one GPU in one process.")
        @Nullable GpuSharing gpuSharing,
    @JsonPropertyDescription("CPU and memory by role.") @Nullable Pods pods) {
  /// What a profile says of the search.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Search(
      @JsonPropertyDescription("Implementation of the search.") @Nullable SearchBackend backend) {}

  /// What a profile says of self-play.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SelfPlay(
      @JsonPropertyDescription("Games that one actor plays at once.") @Min(1) @Max(65536) @Nullable Integer gamesPerActor) {}

  /// What a profile says of the learner.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Learner(
      @JsonPropertyDescription("Samples per training step.") @Min(1) @Max(1048576) @Nullable Integer batchSize,
      @JsonPropertyDescription("Number format of training.") @Nullable Precision precision,
      @JsonPropertyDescription("Where the network is trained: auto, cpu or cuda. Default auto.")
          @Pattern(Device.PATTERN) @Wording(Device.WORDING)
          @Size(max = 16) @Nullable String device) {}

  /// CPU and memory by role.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Pods(
      @JsonPropertyDescription("Pods that play.") @Nullable Pod actor,
      @JsonPropertyDescription("Pods that evaluate.") @Nullable Pod inference,
      @JsonPropertyDescription("The pod that trains.") @Nullable Pod learner) {}

  /// CPU and memory of one role.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Pod(
      @JsonPropertyDescription("CPU and memory of the pod.") @Nullable Resources resources) {}

  /// What a pod asks for; memory is its limit too.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Resources(
      @JsonPropertyDescription("CPU, for example \"4\" or 500m. Default: from the profile.")
          @Pattern(QuantityPatterns.CPU) @Wording(QuantityPatterns.CPU_WORDING)
          @Size(max = 16) @Nullable String cpu,
      @JsonPropertyDescription("Memory, for example 8Gi. Default: from the profile.")
          @Pattern(QuantityPatterns.BYTES) @Wording(QuantityPatterns.BYTES_WORDING)
          @Size(max = 16) @Nullable String memory) {}
}
