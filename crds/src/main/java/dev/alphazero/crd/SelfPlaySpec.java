package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/// How games are played for training.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SelfPlaySpec(
    @JsonPropertyDescription(
            "Games that one actor plays at once; each gives one leaf per batch step. Default: from the profile.")
        @Min(1) @Max(65536) @Nullable Integer gamesPerActor,
    @JsonPropertyDescription(
            "Positions whose evaluations each thread's games remember until the weights change; equal leaves of a batch are evaluated once. 0 = neither. Default: from the game, else 65536.")
        @Min(0) @Max(1048576) @Nullable Integer evaluationCache,
    @JsonPropertyDescription(
            "Plies after which a game is stopped and counts as a draw without value weight; 0 = no cap. Default: from the game.")
        @Min(0) @Max(10000) @Nullable Integer maxPlies,
    @JsonPropertyDescription(
            "How moves are chosen from visit counts. gumbel plays the winner of its halving instead, unless a temperature is written.")
        @Nullable Temperature temperature,
    @JsonPropertyDescription("Random openings, which show positions off the main line.")
        @Nullable Openings openings,
    @JsonPropertyDescription("Mixture of full and cheap searches (KataGo). puct only.")
        @Nullable PlayoutCap playoutCap,
    @JsonPropertyDescription("Ending games that are lost.") @Nullable Resignation resignation) {
  /// Temperature of the move choice from visit counts.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Temperature(
      @JsonPropertyDescription(
              "Temperature of the first plies; 0 = the most visited move, with gumbel the winner of its halving. Default: from the game, 0 with gumbel.")
          @Min(0) @Max(10) @Nullable Double initial,
      @JsonPropertyDescription(
              "Temperature afterwards; 0 as in initial. Default: from the game, 0 with gumbel.")
          @Min(0) @Max(10) @Nullable @JsonProperty("final")
          Double finalValue,
      @JsonPropertyDescription("Plies with the initial temperature. Default: from the game.")
          @Min(0) @Max(10000) @Nullable Integer plies) {}

  /// Random openings. Their plies give no samples.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Openings(
      @JsonPropertyDescription(
              "Share of games that begin with random plies. Default: from the game.")
          @Min(0) @Max(1) @Nullable Double share,
      @JsonPropertyDescription(
              "Most random plies; each such game draws a number from 1 to this. Default: from the game.")
          @Min(0) @Max(200) @Nullable Integer maxPlies) {}

  /// Playout cap randomisation: cheap searches have no noise and give no samples.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PlayoutCap(
      @JsonPropertyDescription("Share of searches that are full; 1 = all, no cap. Default 1.")
          @Min(value = 0, inclusive = false) @Max(1) @Nullable Double fullShare,
      @JsonPropertyDescription(
              "Simulations of a cheap search; must be fewer than search.simulations. Default 1.")
          @Min(1) @Max(100000) @Nullable Integer simulations) {}

  /// When a player gives up.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Resignation(
      @JsonPropertyDescription(
              "Value below which a player resigns; -1 = never, as no value is below it. Default: from the game.")
          @Min(-1) @Max(0) @Nullable Double threshold,
      @JsonPropertyDescription(
              "Share of games that are played on to measure false resignations. Default 0.1.")
          @Min(0) @Max(1) @Nullable Double playOnShare) {}
}
