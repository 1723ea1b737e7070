package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/// When the batcher sends what is queued.
public enum BatchPolicyName {
  @JsonProperty("auto")
  AUTO,

  @JsonProperty("adaptive")
  ADAPTIVE,

  @JsonProperty("drain")
  DRAIN;
}
