package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.condition.TrainingCondition;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a training goes, as the operator saw it last.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlphaZeroTrainingStatus(
    @JsonPropertyDescription("Generation of the spec that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "One word for people: Pending, Starting, Running, Degraded, Suspending, Suspended, Completing, Complete or Failed. Programs read the conditions.")
        @Size(max = 64) @Nullable String state,
    @JsonPropertyDescription("What holds and what does not, each with a reason.") @Size(max = 32) @Nullable List<TrainingCondition> conditions,
    @JsonPropertyDescription("The profile that was chosen, frozen for this training.")
        @Nullable Profile profile,
    @JsonPropertyDescription("Pods that play.") @Nullable Actors actors,
    @JsonPropertyDescription("How far the training is; at most 30 s old while it runs.")
        @Nullable Progress progress,
    @JsonPropertyDescription("The newest checkpoint on the volume.")
        @Nullable Checkpoint checkpoint,
    @JsonPropertyDescription(
            "How the training finished. A complete one goes on when completion changes, a failed one when the spec does.")
        @Nullable Finish finish,
    @JsonPropertyDescription("Restarts of the learner.") @Nullable Restarts restarts) {

  /// The chosen profile and everything that followed from it.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Profile(
      @JsonPropertyDescription("Name of the profile, never auto.") @Size(max = 63) @Nullable String name,
      @JsonPropertyDescription("Why this profile: one sentence.") @Size(max = 4096) @Nullable String reason,
      @JsonPropertyDescription("Class of the GPUs: high, mid, low or cpu.") @Size(max = 63) @Nullable String gpuClass,
      @JsonPropertyDescription("Product of the GPUs, for example NVIDIA-L4.") @Size(max = 253) @Nullable String product,
      @JsonPropertyDescription("Node whose labels decided.") @Size(max = 253) @Nullable String node,
      @JsonPropertyDescription("Labels that decided, as key=value, key=value.") @Size(max = 4096) @Nullable String evidence,
      @JsonPropertyDescription("Where positions are evaluated: actor or shared.")
          @Nullable Placement placement,
      @JsonPropertyDescription("Whether learner and inference share one GPU: dedicated or shared.")
          @Nullable GpuSharing gpuSharing,
      @JsonPropertyDescription("SHA-256 of the resolved settings.") @Size(max = 128) @Nullable String hash,
      @JsonPropertyDescription("Every resolved setting, path to value.") @Size(max = 512) @Nullable Map<@Size(max = 253) String, @Size(max = 1024) String> settings,
      @JsonPropertyDescription("Where each setting came from, path to origin.") @Size(max = 512) @Nullable Map<@Size(max = 253) String, @Size(max = 1024) String> origins) {}

  /// Pods that play.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Actors(
      @JsonPropertyDescription("Actors that the operator wants.") @Nullable Integer desired,
      @JsonPropertyDescription("Actors that exist.") @Nullable Integer current,
      @JsonPropertyDescription("Actors that are ready.") @Nullable Integer ready,
      @JsonPropertyDescription("Label selector of the actors.") @Size(max = 4096) @Nullable String selector,
      @JsonPropertyDescription(
              "Actors that the autoscaler would want, with autoscaling.mode Advise.")
          @Nullable Integer advised,
      @JsonPropertyDescription(
              "Actors that autoscaling started with; with autoscaling.mode Enforce a later change of actors.replicas has no effect.")
          @Nullable Integer started) {}

  /// How far the training is.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Progress(
      @JsonPropertyDescription("Share of the way to completion, in percent.")
          @Nullable Integer percent,
      @JsonPropertyDescription("Estimated time to completion, for example 1h30m.") @Size(max = 64) @Nullable String eta,
      @JsonPropertyDescription("Games played.") @Nullable Long games,
      @JsonPropertyDescription("Samples recorded.") @Nullable Long samples,
      @JsonPropertyDescription("Training steps.") @Nullable Long steps,
      @JsonPropertyDescription("Games per hour of the last minutes.") @Nullable Long gamesPerHour,
      @JsonPropertyDescription("Training steps per second of the last minutes.")
          @Nullable Double stepsPerSecond,
      @JsonPropertyDescription("Fill of the inference batches, in percent.")
          @Nullable Integer batchFillPercent,
      @JsonPropertyDescription("Mean latency of an evaluation request, in milliseconds.")
          @Nullable Double inferenceLatencyMillis,
      @JsonPropertyDescription("Utilisation of the inference device, in percent.")
          @Nullable Integer gpuUtilizationPercent,
      @JsonPropertyDescription("Training loss, policy and value together.") @Nullable Double loss,
      @JsonPropertyDescription("Elo against the first opponent of the last evaluation.")
          @Nullable Integer elo,
      @JsonPropertyDescription(
              "Share of verified positions in which the searched move gives value away.")
          @Nullable Double errorRate,
      @JsonPropertyDescription("When this was read, RFC 3339.") @Size(max = 64) @Nullable String readAt) {}

  /// The newest checkpoint.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Checkpoint(
      @JsonPropertyDescription("Training step of the checkpoint.") @Nullable Long step,
      @JsonPropertyDescription("When it was written, RFC 3339.") @Size(max = 64) @Nullable String time) {}

  /// How a training finished: the memory of it, as the learner that told it is gone.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Finish(
      @JsonPropertyDescription("Complete or Failed.") @Nullable Outcome outcome,
      @JsonPropertyDescription("One word for programs: why.") @Size(max = 4096) @Nullable String reason,
      @JsonPropertyDescription("For people: why.") @Size(max = 32768) @Nullable String message,
      @JsonPropertyDescription("When it finished, RFC 3339; cleanUpAfterFinished counts from here.")
          @Size(max = 64) @Nullable String time,
      @JsonPropertyDescription("Generation of the spec that finished.") @Nullable Long generation,
      @JsonPropertyDescription("Limits of completion that it finished with.") @Size(max = 4096) @Nullable String completion) {}

  /// How a training ends.
  public enum Outcome {
    @JsonProperty("Complete")
    COMPLETE,

    @JsonProperty("Failed")
    FAILED
  }

  /// Restarts of the learner.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Restarts(
      @JsonPropertyDescription(
              "Restarts in all that were failures: not evictions, preemptions or lost nodes.")
          @Nullable Integer learner,
      @JsonPropertyDescription(
              "Restarts since the last new training step; failurePolicy.maxRestarts bounds them.")
          @Nullable Integer withoutProgress,
      @JsonPropertyDescription("Newest training step known at the last restart.")
          @Nullable Long step,
      @JsonPropertyDescription(
              "Pod that was counted last, and its failures until then, as uid/count.")
          @Size(max = 512) @Nullable String counted) {}
}
