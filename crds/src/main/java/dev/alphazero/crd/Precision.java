package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Number format of a network's arithmetic.
public enum Precision {
  @JsonProperty("auto")
  AUTO,

  @JsonProperty("fp32")
  FP32,

  @JsonProperty("bf16")
  BF16;
}
