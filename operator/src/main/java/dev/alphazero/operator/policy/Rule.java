package dev.alphazero.operator.policy;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Names that are refused, but for those that are allowed.
///
/// A pattern is a name in which `*` stands for any characters, none among them. One with an equals
/// sign, `pool=gpu-*`, is of a name and its value, where values are checked.
///
/// @param refuse patterns of what is refused; null or empty for nothing
/// @param allow patterns of what is allowed all the same
public record Rule(@Nullable List<String> refuse, @Nullable List<String> allow) {
  /// Refuses nothing.
  static final Rule NONE = new Rule(List.of(), List.of());

  static Rule refusing(String... patterns) {
    return new Rule(List.of(patterns), List.of());
  }

  /// Returns the pattern that refuses a name; null if it may be.
  @Nullable String refusal(String name) {
    return refusal(name, null);
  }

  /// Returns the pattern that refuses a name with a value; null if it may be.
  ///
  /// @param value null for any: what is refused with some value is refused, and what is allowed
  ///   with some value only is not allowed
  @Nullable String refusal(String name, @Nullable String value) {
    return allowed().stream().anyMatch(pattern -> allows(pattern, name, value))
        ? null
        : refused().stream()
            .filter(pattern -> refuses(pattern, name, value))
            .findFirst()
            .orElse(null);
  }

  List<String> refused() {
    return Objects.requireNonNullElse(refuse, List.of());
  }

  List<String> allowed() {
    return Objects.requireNonNullElse(allow, List.of());
  }

  private static boolean refuses(String pattern, String name, @Nullable String value) {
    int equals = pattern.indexOf('=');
    return equals < 0
        ? matches(pattern, name)
        : matches(pattern.substring(0, equals), name)
            && (value == null || matches(pattern.substring(equals + 1), value));
  }

  private static boolean allows(String pattern, String name, @Nullable String value) {
    int equals = pattern.indexOf('=');
    return equals < 0
        ? matches(pattern, name)
        : matches(pattern.substring(0, equals), name)
            && value != null
            && matches(pattern.substring(equals + 1), value);
  }

  /// Each part between two stars is taken where it comes first, and the last one at the end.
  static boolean matches(String pattern, String text) {
    String[] parts = pattern.split("\\*", -1);
    if (parts.length == 1) {
      return pattern.equals(text);
    }
    String last = parts[parts.length - 1];
    if (!text.startsWith(parts[0])) {
      return false;
    }
    int at = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = text.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    return text.length() - at >= last.length() && text.endsWith(last);
  }
}
