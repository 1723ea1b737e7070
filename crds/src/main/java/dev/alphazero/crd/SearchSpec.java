package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/// How each move is searched.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchSpec(
    @JsonPropertyDescription(
            "puct (AlphaZero) or gumbel (Danihelka et al. 2022, for few simulations). Default: from the game.")
        @Nullable SearchAlgorithm algorithm,
    @JsonPropertyDescription(
            "Simulations of a full search, one walk from root to leaf each. Default: from the game.")
        @Min(1) @Max(100000) @Nullable Integer simulations,
    @JsonPropertyDescription(
            "Implementation of the search. All give the same visit counts for the same seed; auto takes the first of native, java, reference that loads. Default: from the profile.")
        @Nullable SearchBackend backend,
    @JsonPropertyDescription(
            "PUCT's c_init: weight of the prior against the value, for values in [-1, 1]. AlphaZero's 1.25 is for values in [0, 1] and would be 2.5 here; KataGo has 1.1. puct only. Default 1.25.")
        @Min(value = 0, inclusive = false) @Max(10) @Nullable Double cPuct,
    @JsonPropertyDescription(
            "PUCT's c_base: visits at which exploration begins to grow. puct only. Default 19652.")
        @Min(1) @Max(10000000) @Nullable Double cPuctBase,
    @JsonPropertyDescription(
            "First-play urgency: an unvisited move has its parent's value less this times the square root of the prior already visited; 0 at noisy roots. puct only. Default 0.25.")
        @Min(0) @Max(1) @Nullable Double fpuReduction,
    @JsonPropertyDescription(
            "Gumbel's m: moves that enter sequential halving at the root. gumbel only. Default 16.")
        @Min(1) @Max(1000) @Nullable Integer consideredActions,
    @JsonPropertyDescription("Dirichlet noise on the priors of the root in self-play. puct only.")
        @Nullable RootNoise rootNoise,
    @JsonPropertyDescription(
            "KataGo's k: noisy root moves get at least the square root of k x prior x visits, and policy targets are pruned of them. 0 = off. puct only. Default 2.")
        @Min(0) @Max(10) @Nullable Double forcedPlayouts) {
  /// Dirichlet noise on the priors of the root.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RootNoise(
      @JsonPropertyDescription("alpha = alphaScale / legal moves. Default 10.")
          @Min(value = 0, inclusive = false) @Max(1000) @Nullable Double alphaScale,
      @JsonPropertyDescription(
              "Share of the noise in the mixed priors; 0 = no noise. Default 0.25.")
          @Min(0) @Max(1) @Nullable Double fraction) {}
}
