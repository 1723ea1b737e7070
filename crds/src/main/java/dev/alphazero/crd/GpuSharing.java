package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Whether learner and inference share one GPU in one process.
public enum GpuSharing {
  @JsonProperty("auto")
  AUTO,

  @JsonProperty("dedicated")
  DEDICATED,

  @JsonProperty("shared")
  SHARED;
}
