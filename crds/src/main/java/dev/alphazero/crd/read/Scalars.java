package dev.alphazero.crd.read;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// What a plain scalar means, as `kubectl` reads it: YAML 1.1's booleans, decimal numbers with `_`
/// between digits, and exponents without a point.
final class Scalars {
  private static final Set<String> EMPTY = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE =
      Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y");
  private static final Set<String> FALSE =
      Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N");
  private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern OTHER_NUMBER =
      Pattern.compile(
          "[-+]?(0[0-7_]+|0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\\.(inf|Inf|INF))|\\.(nan|NaN|NAN)");

  private Scalars() {}

  /// Kinds of scalars.
  enum Kind {
    EMPTY("empty"),
    TRUTH("a boolean"),
    WHOLE("a number"),
    REAL("a number"),
    OTHER_NUMBER("a number"),
    TEXT("a string");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// Completes "YAML reads this as …".
    String words() {
      return words;
    }
  }

  static Kind kind(ScalarNode node) {
    String text = node.getValue();
    if (node.getScalarStyle() != ScalarStyle.PLAIN) {
      return Kind.TEXT;
    }
    if (EMPTY.contains(text)) {
      return Kind.EMPTY;
    }
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return Kind.TRUTH;
    }
    if (WHOLE.matcher(text).matches()) {
      return Kind.WHOLE;
    }
    if (REAL.matcher(text).matches() && !OTHER_NUMBER.matcher(text).matches()) {
      return Kind.REAL;
    }
    return OTHER_NUMBER.matcher(text).matches() ? Kind.OTHER_NUMBER : Kind.TEXT;
  }

  static boolean truth(ScalarNode node) {
    return TRUE.contains(node.getValue());
  }

  /// Returns the number, or null if it has more than 64 bits.
  static @Nullable Long whole(ScalarNode node) {
    try {
      return Long.valueOf(node.getValue().replace("_", "").replace("+", ""));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static double real(ScalarNode node) {
    return Double.parseDouble(node.getValue().replace("_", ""));
  }
}
