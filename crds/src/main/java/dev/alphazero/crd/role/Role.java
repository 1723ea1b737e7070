package dev.alphazero.crd.role;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The programs of a training in a cluster.
public enum Role {
  /// Plays games.
  @JsonProperty("actor")
  ACTOR("actor"),

  /// Evaluates positions for all actors.
  @JsonProperty("inference")
  INFERENCE("inference"),

  /// Keeps the replay window, trains, publishes weights, writes checkpoints.
  @JsonProperty("learner")
  LEARNER("learner");

  private final String text;

  Role(String text) {
    this.text = text;
  }

  /// Returns the name in commands, labels and file names, for example `actor`.
  public String text() {
    return text;
  }
}
