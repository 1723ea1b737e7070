package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where networks run.
public enum Device {
  @JsonProperty("auto")
  AUTO,

  @JsonProperty("cpu")
  CPU,

  @JsonProperty("cuda")
  CUDA;
}
