package dev.alphazero.worker.benchmark.measure;

import java.util.EnumMap;
import java.util.Map;

/// What one turn measured. NaN was not measured and is left out.
public final class Sample {
  private final Map<Measure, Double> numbers = new EnumMap<>(Measure.class);

  public Sample put(Measure measure, double number) {
    if (Double.isFinite(number)) {
      numbers.put(measure, number);
    }
    return this;
  }

  boolean has(Measure measure) {
    return numbers.containsKey(measure);
  }

  public double get(Measure measure) {
    Double number = numbers.get(measure);
    if (number == null) {
      throw new IllegalStateException("a turn must have measured it, measure=" + measure);
    }
    return number;
  }
}
