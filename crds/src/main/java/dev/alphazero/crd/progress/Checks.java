package dev.alphazero.crd.progress;

import org.jspecify.annotations.Nullable;

/// Ranges of the values that roles report. Null is what is not known, and is always allowed.
final class Checks {
  private static final double PERCENT = 100;

  private Checks() {}

  static void count(String name, @Nullable Long value) {
    if (value != null && value < 0) {
      throw new IllegalArgumentException(name + " must not be negative, " + name + "=" + value);
    }
  }

  static void finite(String name, @Nullable Double value) {
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite, " + name + "=" + value);
    }
  }

  static void rate(String name, @Nullable Double value) {
    between(name, value, Double.MAX_VALUE, "finite and not negative");
  }

  static void percent(String name, @Nullable Double value) {
    between(name, value, PERCENT, "in [0, 100]");
  }

  static void share(String name, @Nullable Double value) {
    between(name, value, 1, "in [0, 1]");
  }

  private static void between(String name, @Nullable Double value, double most, String words) {
    if (value != null && !(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(name + " must be " + words + ", " + name + "=" + value);
    }
  }
}
