package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The games that can be trained.
public enum GameName {
  @JsonProperty("tic-tac-toe")
  TIC_TAC_TOE("tic-tac-toe"),

  @JsonProperty("connect-four")
  CONNECT_FOUR("connect-four"),

  @JsonProperty("othello")
  OTHELLO("othello"),

  @JsonProperty("togyzqumalaq")
  TOGYZQUMALAQ("togyzqumalaq");

  private final String text;

  GameName(String text) {
    this.text = text;
  }

  /// Returns the name that files use, for example `connect-four`.
  public String text() {
    return text;
  }
}
