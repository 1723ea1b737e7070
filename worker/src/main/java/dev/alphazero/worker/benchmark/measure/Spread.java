package dev.alphazero.worker.benchmark.measure;

import java.util.Arrays;

/// What repetitions of one measurement gave.
///
/// @param median of an even number of repetitions the mean of the two in the middle
public record Spread(double median, double min, double max, int repetitions) {
  public static Spread of(double... numbers) {
    if (numbers.length == 0) {
      throw new IllegalArgumentException("a spread must have repetitions, repetitions=0");
    }
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return new Spread(median, sorted[0], sorted[n - 1], n);
  }

  /// Returns half the range, in percent of the median.
  public double plusMinusPercent() {
    return median == 0 ? 0 : 50 * (max - min) / median;
  }
}
