package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What the actor autoscaler may do.
public enum AutoscalingMode {
  @JsonProperty("Off")
  OFF,

  @JsonProperty("Advise")
  ADVISE,

  @JsonProperty("Enforce")
  ENFORCE;
}
