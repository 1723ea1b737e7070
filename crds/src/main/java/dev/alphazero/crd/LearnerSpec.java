package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.Wording;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// How the network is trained.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LearnerSpec(
    @JsonPropertyDescription(
            "Samples per training step. A profile's batch is reduced to 1/16 of replay.windowSamples, one above 512 to 1/64, so that a large one does not take many times fewer steps. Default: from the profile.")
        @Min(1) @Max(1048576) @Nullable Integer batchSize,
    @JsonPropertyDescription(
            "Number format of training; weights are FP32 in any case; auto measures and takes the faster. Default auto.")
        @Nullable Precision precision,
    @JsonPropertyDescription(
            "Where the network is trained: auto, cpu, cuda, or in local mode a GPU's number such as cuda:1. Default: as device.")
        @Pattern(Device.PATTERN) @Wording(Device.WORDING)
        @Size(max = 16) @Nullable String device,
    @JsonPropertyDescription("AdamW and its schedule, counted in samples.")
        @Nullable Optimizer optimizer,
    @JsonPropertyDescription("The replay window.") @Nullable Replay replay,
    @JsonPropertyDescription(
            "Samples trained on between two published model versions. Default: from the game.")
        @Min(1) @Nullable Long publishEvery,
    @JsonPropertyDescription(
            "Half-life of the averaged weights that are published, in samples, at most 10 % of those seen; 0 = no averaging. Default: from the game.")
        @Min(0) @Nullable Long emaHalfLife) {
  /// AdamW and its schedule, counted in samples so that the batch size does not change what is
  /// learned.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Optimizer(
      @JsonPropertyDescription(
              "Peak learning rate at batch 1024; scales with the square root of batch / 1024. Default: from the game.")
          @Min(value = 0, inclusive = false) @Max(1) @Nullable Double learningRate,
      @JsonPropertyDescription(
              "Decoupled weight decay: each step takes rate x decay from each weight, next to nothing with the default; 0.01 to 0.1 is usual with AdamW. None on biases and batch norm. Default 0.0001.")
          @Min(0) @Max(1) @Nullable Double weightDecay,
      @JsonPropertyDescription(
              "Global gradient norm above which gradients are scaled down. Default 1.")
          @Min(value = 0, inclusive = false) @Max(1000000) @Nullable Double clipNorm,
      @JsonPropertyDescription(
              "Samples over which the learning rate rises from 0. Default: from the game.")
          @Min(0) @Nullable Long warmupSamples,
      @JsonPropertyDescription(
              "Samples after which the cosine decay has ended; 0 = constant rate. Default 0.")
          @Min(0) @Nullable Long decaySamples,
      @JsonPropertyDescription("Learning rate after the decay as a share of the peak. Default 0.1.")
          @Min(0) @Max(1) @Nullable Double finalLearningRateShare) {}

  /// The replay window: the newest c (1 + 0.4 ((N/c)^0.65 - 1) / 0.65) of N samples (KataGo).
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Replay(
      @JsonPropertyDescription(
              "c of the window formula: the window until N = c samples exist. Default: from the game.")
          @Min(1) @Nullable Long windowSamples,
      @JsonPropertyDescription(
              "How often each sample is presented; the learner waits at that cap, actors rest when more than a window of samples waits. Default: from the game.")
          @Min(1) @Max(16) @Nullable Double reuse,
      @JsonPropertyDescription(
              "Upper bound of the window; it is lower where the window would take more than half of the memory that the heap leaves. Default 100000000.")
          @Min(1) @Nullable Long maxSamples) {}
}
