package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.pod.PodsSpec;
import dev.alphazero.crd.schema.DurationRange;
import dev.alphazero.crd.schema.Wording;
import dev.alphazero.crd.text.DurationText;
import dev.alphazero.crd.text.NamePatterns;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be learned, and how. What is not set comes from the profile, the game or a built-in
/// default.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlphaZeroTrainingSpec(
    @JsonPropertyDescription("The game. Immutable.") @Required @Nullable GameSpec game,
    @JsonPropertyDescription(
            "Sizes that fit the hardware: auto, or the name of an AlphaZeroProfile; high, mid, low and cpu are built in. Default auto.")
        @Pattern(MetadataSpec.NAME) @Wording("auto or the name of a profile")
        @Size(min = 1, max = 40) @Nullable String profile,
    @JsonPropertyDescription("Seed of all random numbers. Default 0. Immutable.") @Min(0) @Nullable Long seed,
    @JsonPropertyDescription(
            "Where networks run: auto, cpu, cuda, or a GPU's number such as cuda:1, in local mode only: a pod sees no GPU but the one that it was given. inference.device and learner.device win. Default: what the profile says, else auto: the GPU if there is one.")
        @Pattern(Device.PATTERN) @Wording(Device.WORDING)
        @Size(max = 16) @Nullable String device,
    @JsonPropertyDescription("Shape of the network. Immutable.") @Nullable NetworkSpec network,
    @JsonPropertyDescription("How each move is searched.") @Nullable SearchSpec search,
    @JsonPropertyDescription("How games are played for training.") @Nullable SelfPlaySpec selfPlay,
    @JsonPropertyDescription("How positions are evaluated.") @Nullable InferenceSpec inference,
    @JsonPropertyDescription("The pods or threads that play.") @Nullable ActorsSpec actors,
    @JsonPropertyDescription("How the network is trained.") @Nullable LearnerSpec learner,
    @JsonPropertyDescription("Checkpoints of the learner.") @Nullable CheckpointsSpec checkpoints,
    @JsonPropertyDescription("How strength is measured while learning.")
        @Nullable EvaluationSpec evaluation,
    @JsonPropertyDescription("When the training is done; without it, when stopped.")
        @Nullable CompletionSpec completion,
    @JsonPropertyDescription(
            "Whether learner and inference share one GPU in one process; auto: when there is only one. Default auto.")
        @Nullable GpuSharing gpuSharing,
    @JsonPropertyDescription("Stops the pods and keeps everything; cluster only. Default false.")
        @Nullable Boolean suspend,
    @JsonPropertyDescription(
            "Time after which pods, services and configuration of a finished training are removed, for example 24h or 2d; the training itself and its volume stay. Never when not set; cluster only.")
        @Pattern(DurationText.PATTERN) @Wording(DurationText.WORDING)
        @Size(max = 16) @DurationRange(min = "0s", max = "87600h")
        @Nullable String cleanUpAfterFinished,
    @JsonPropertyDescription(
            "Old name of cleanUpAfterFinished, read until the next release; not beside it.")
        @Pattern(DurationText.PATTERN) @Wording(DurationText.WORDING)
        @Size(max = 16) @DurationRange(min = "0s", max = "87600h")
        @Nullable String ttlAfterFinished,
    @JsonPropertyDescription("When failing roles end the training; cluster only.")
        @Nullable FailurePolicySpec failurePolicy,
    @JsonPropertyDescription(
            "Image of the workers; the operator's own default when not set; cluster only.")
        @Pattern(NamePatterns.IMAGE) @Wording(NamePatterns.IMAGE_WORDING)
        @Size(min = 1, max = 512) @Nullable String image,
    @JsonPropertyDescription(
            "Secrets in the training's namespace that the image is pulled with; cluster only.")
        @Size(max = 16) @Nullable List<PullSecret> pullSecrets,
    @JsonPropertyDescription(
            "Old form of pullSecrets, as plain names, read until the next release; not beside it.")
        @Size(max = 16) @Nullable List<
                @Pattern(NamePatterns.SUBDOMAIN) @Wording(NamePatterns.SUBDOMAIN_WORDING)
                @Size(min = 1, max = 253) String>
            imagePullSecrets,
    @JsonPropertyDescription("Overrides of the pods by role; cluster only.")
        @Nullable PodsSpec pods) {
  /// Returns a specification that says nothing but the game.
  public static AlphaZeroTrainingSpec ofGame(GameSpec game) {
    return new AlphaZeroTrainingSpec(
        game, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, null);
  }

  /// A Secret that an image is pulled with.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PullSecret(
      @JsonPropertyDescription("Name of the Secret.")
          @Required
          @Pattern(NamePatterns.SUBDOMAIN) @Wording(NamePatterns.SUBDOMAIN_WORDING)
          @Size(min = 1, max = 253) @Nullable String name) {}

  /// Returns the names of the Secrets that the image is pulled with, whichever field says them.
  public List<String> pullSecretNames() {
    if (pullSecrets != null) {
      return pullSecrets.stream().map(secret -> String.valueOf(secret.name())).toList();
    }
    return imagePullSecrets == null ? List.of() : imagePullSecrets;
  }

  /// Returns after how long a finished training is cleaned up, whichever field says it; null for
  /// never.
  public @Nullable String cleanUpAfter() {
    return cleanUpAfterFinished != null ? cleanUpAfterFinished : ttlAfterFinished;
  }
}
