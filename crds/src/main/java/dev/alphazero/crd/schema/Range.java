package dev.alphazero.crd.schema;

/// Range of a number. An end that nobody set is infinite.
public record Range(double min, boolean minInclusive, double max, boolean maxInclusive) {
  /// Returns whether the value lies inside.
  public boolean contains(double value) {
    return (minInclusive ? value >= min : value > min)
        && (maxInclusive ? value <= max : value < max);
  }

  /// Completes "must be …": `in [1, 100000]`, `at least 0`.
  public String wanted() {
    if (max == Double.POSITIVE_INFINITY) {
      return (minInclusive ? "at least " : "above ") + number(min);
    }
    if (min == Double.NEGATIVE_INFINITY) {
      return (maxInclusive ? "at most " : "below ") + number(max);
    }
    return "in "
        + (minInclusive ? "[" : "(")
        + number(min)
        + ", "
        + number(max)
        + (maxInclusive ? "]" : ")");
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
