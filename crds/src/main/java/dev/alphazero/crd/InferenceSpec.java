package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.DurationRange;
import dev.alphazero.crd.schema.Wording;
import dev.alphazero.crd.text.DurationText;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// How positions are evaluated.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InferenceSpec(
    @JsonPropertyDescription(
            "actor: inside each actor; shared: in inference pods, in large batches; auto: by network size and hardware. Default auto.")
        @Nullable Placement placement,
    @JsonPropertyDescription("Inference pods with placement shared. Default: from the profile.")
        @Min(1) @Max(1000) @Nullable Integer replicas,
    @JsonPropertyDescription("Preferred positions per batch. Default: from the profile.")
        @Min(1) @Max(65536) @Nullable Integer batchSize,
    @JsonPropertyDescription(
            "Longest wait for a batch to fill, for example 20ms. Default: from the profile.")
        @Pattern(DurationText.PATTERN) @Wording(DurationText.WORDING)
        @Size(max = 16) @DurationRange(min = "1ms", max = "10s")
        @Nullable String batchTimeout,
    @JsonPropertyDescription(
            "Least fill of a batch that is sent early, in percent of batchSize. Default 25.")
        @Min(0) @Max(100) @Nullable Integer minBatchFill,
    @JsonPropertyDescription(
            "adaptive: by fill and timeout; drain: whatever is queued whenever the device is free; auto: the faster one. Default auto.")
        @Nullable BatchPolicyName batchPolicy,
    @JsonPropertyDescription(
            "Number format of inference; auto measures and takes the faster. Default auto.")
        @Nullable Precision precision,
    @JsonPropertyDescription(
            "Where positions are evaluated: auto, cpu, cuda, or in local mode a GPU's number such as cuda:1. In a cluster it is that of inference pods: actors have no GPU. Default: as device.")
        @Pattern(Device.PATTERN) @Wording(Device.WORDING)
        @Size(max = 16) @Nullable String device) {}
