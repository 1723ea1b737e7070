package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where positions are evaluated: inside each actor, or in shared inference pods.
public enum Placement {
  @JsonProperty("auto")
  AUTO,

  @JsonProperty("actor")
  ACTOR,

  @JsonProperty("shared")
  SHARED;
}
