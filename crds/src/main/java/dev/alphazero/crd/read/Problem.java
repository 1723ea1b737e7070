package dev.alphazero.crd.read;

import org.jspecify.annotations.Nullable;

/// One thing that is wrong with a file or a flag.
///
/// @param place where it is
/// @param path the field, for example `spec.search.simulations`; empty when the text as a whole is
///   meant
/// @param rule the rule that is broken, for example `must be in [1, 100000]`
/// @param value the offending `name=value`, as written
/// @param hint what to do, for example `did you mean 'simulations'?`
public record Problem(
    Place place, String path, String rule, @Nullable String value, @Nullable String hint) {
  /// Returns the problem in one line: `examples/x.yaml:9: spec.search.simulations: must be in [1,
  /// 100000], simulations=0`.
  public String text() {
    StringBuilder text = new StringBuilder(place.text());
    String shown = place.isFlag() ? pathBelowFlag() : path;
    if (!shown.isEmpty()) {
      text.append(text.isEmpty() ? "" : ": ").append(shown);
    }
    text.append(text.isEmpty() ? "" : ": ").append(rule);
    if (value != null) {
      text.append(", ").append(value);
    }
    if (hint != null) {
      text.append("; ").append(hint);
    }
    return text.toString();
  }

  /// A flag names its field already; what remains is the path inside its value.
  private String pathBelowFlag() {
    String flagged = "spec." + place.source().substring(place.source().indexOf(' ') + 1) + ".";
    return path.startsWith(flagged) ? path.substring(flagged.length()) : "";
  }

  @Override
  public String toString() {
    return text();
  }
}
