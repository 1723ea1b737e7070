package dev.alphazero.operator.status;

/// Something that happened to a training, for `kubectl describe` and `kubectl events`.
///
/// @param reason constant
public record Event(Type type, String reason, String message) {
  /// How Kubernetes sorts events.
  public enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /// Returns the type as the API has it.
    public String text() {
      return text;
    }
  }
}
