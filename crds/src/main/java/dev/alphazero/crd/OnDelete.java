package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What happens to the volume when the training is deleted.
public enum OnDelete {
  @JsonProperty("Retain")
  RETAIN,

  @JsonProperty("Delete")
  DELETE;
}
