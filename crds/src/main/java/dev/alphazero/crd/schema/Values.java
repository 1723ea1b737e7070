package dev.alphazero.crd.schema;

import org.jspecify.annotations.Nullable;

/// The values that a rule looks at, by path below `spec`, for example `search.simulations`.
///
/// Seen twice: a file alone (what is absent is unknown, and everything present was set by its
/// author), and the resolved settings (nothing is absent, and some of it was set by the author).
public interface Values {
  /// Returns the value at a path as read: String, Long, Double, Boolean, List or Map; null if
  /// absent.
  @Nullable Object at(String path);

  /// Returns whether the author of the file wrote this value.
  boolean isSet(String path);

  /// Returns the text at a path, or the empty string.
  default String text(String path) {
    return at(path) instanceof String text ? text : "";
  }

  /// Returns whether both paths have a number and the first is above the second.
  default boolean above(String path, String other) {
    return at(path) instanceof Number a
        && at(other) instanceof Number b
        && a.doubleValue() > b.doubleValue();
  }

  /// Returns whether the author wrote a number above zero.
  default boolean isSetAboveZero(String path) {
    return isSet(path) && at(path) instanceof Number number && number.doubleValue() > 0;
  }
}
