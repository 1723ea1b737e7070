package dev.alphazero.worker.benchmark.measure;

import java.util.ArrayList;
import java.util.List;

/// One measure of one case.
public record Figure(Measure measure, Spread spread) {
  /// Returns the spread over samples of each measure that all of them have.
  public static List<Figure> of(List<Sample> samples) {
    List<Figure> figures = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      if (samples.stream().allMatch(sample -> sample.has(measure))) {
        double[] numbers = samples.stream().mapToDouble(sample -> sample.get(measure)).toArray();
        figures.add(new Figure(measure, Spread.of(numbers)));
      }
    }
    return figures;
  }
}
