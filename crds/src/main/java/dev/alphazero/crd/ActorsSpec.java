package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/// The pods or threads that play.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActorsSpec(
    @JsonPropertyDescription(
            "Actors; with autoscaling.mode Enforce only the number to start with. Default: from the profile.")
        @Min(0) @Max(10000) @Nullable Integer replicas,
    @JsonPropertyDescription("Autoscaling of actors in a cluster.")
        @Nullable Autoscaling autoscaling) {
  /// Autoscaling of actors in a cluster; local mode ignores it.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Autoscaling(
      @JsonPropertyDescription(
              "Disabled: actors.replicas rules; Advise: only report the wanted number in the status; Enforce: set it. \"Off\" is the old name of Disabled, read until the next release. Default Enforce.")
          @Nullable AutoscalingMode mode,
      @JsonPropertyDescription("Fewest actors. Default: from the profile.") @Min(0) @Max(10000) @Nullable Integer min,
      @JsonPropertyDescription("Most actors. Default: from the profile.") @Min(1) @Max(10000) @Nullable Integer max,
      @JsonPropertyDescription(
              "Busy share of the inference device that is aimed at, in percent. Default 80.")
          @Min(1) @Max(100) @Nullable Integer targetBatchFill) {}
}
