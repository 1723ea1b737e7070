package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a search spends its simulations.
public enum SearchAlgorithm {
  @JsonProperty("puct")
  PUCT,

  @JsonProperty("gumbel")
  GUMBEL;
}
