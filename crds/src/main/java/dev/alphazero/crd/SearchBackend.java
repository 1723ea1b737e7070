package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Which implementation of the search runs; all give the same visit counts.
public enum SearchBackend {
  @JsonProperty("auto")
  AUTO,

  @JsonProperty("native")
  NATIVE,

  @JsonProperty("java")
  JAVA,

  @JsonProperty("reference")
  REFERENCE;
}
