package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What the actor autoscaler may do.
public enum AutoscalingMode {
  @JsonProperty("Disabled")
  DISABLED,

  /// The old name of `DISABLED`, which YAML reads as false without quotes.
  @JsonProperty("Off")
  OFF,

  @JsonProperty("Advise")
  ADVISE,

  @JsonProperty("Enforce")
  ENFORCE;
}
