package dev.alphazero.worker.nvml;

import java.util.Arrays;
import java.util.List;

/// What can hold a GPU's clocks down: the `nvmlClocksEventReason*` of `nvml.h` that make it slower
/// than it could be. An idle GPU, or clocks that someone set, are none of them.
public enum ClockLimit {
  POWER_CAP(0x04, "its power cap"),
  HARDWARE(0x08, "its hardware"),
  THERMAL(0x20, "warmth"),
  HARDWARE_THERMAL(0x40, "too much warmth"),
  POWER_BRAKE(0x80, "a power brake");

  private final long bit;
  private final String text;

  ClockLimit(long bit, String text) {
    this.bit = bit;
    this.text = text;
  }

  static List<ClockLimit> of(long mask) {
    return Arrays.stream(values()).filter(limit -> (mask & limit.bit) != 0).toList();
  }

  /// Returns words for people, as in `slowed down by its power cap`.
  public String text() {
    return text;
  }
}
