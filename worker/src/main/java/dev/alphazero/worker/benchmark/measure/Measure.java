package dev.alphazero.worker.benchmark.measure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What is measured, in the order in which people read it.
public enum Measure {
  GAMES_PER_HOUR("games/h", Unit.RATE),
  SEARCHES_PER_SECOND("searches/s", Unit.RATE),
  SIMULATIONS_PER_SECOND("simulations/s", Unit.RATE),
  /// Of one core, all of them at work.
  NANOS_PER_SIMULATION("ns/simulation", Unit.RATE),
  STEPS_PER_SECOND("steps/s", Unit.RATE),
  SAMPLES_PER_SECOND("samples/s", Unit.RATE),
  POSITIONS_PER_SECOND("positions/s", Unit.RATE),
  /// The limit of the same work, in the unit of what is compared: positions/s or samples/s.
  LIMIT_PER_SECOND("limit/s", Unit.RATE),
  SHARE_OF_LIMIT("share of the limit %", Unit.PERCENT),
  /// Share of the threads' time that the network took, or the training step.
  DEVICE_BUSY("device busy %", Unit.PERCENT),
  /// Share of time in which the GPU ran something, as its driver reports it.
  GPU_UTILIZATION("GPU utilisation %", Unit.PERCENT),
  GPU_CLOCK("GPU clock MHz", Unit.RATE),
  /// Share of the batches' places that held a position.
  BATCH_FILL("batch fill %", Unit.PERCENT),
  LATENCY_MEAN("latency mean ms", Unit.MILLIS),
  LATENCY_P50("latency p50 ms", Unit.MILLIS),
  LATENCY_P99("latency p99 ms", Unit.MILLIS),
  /// What all threads allocated on the heap, per leaf that was evaluated or remembered.
  HEAP_BYTES_PER_LEAF("heap bytes/leaf", Unit.RATE),
  /// Processor time of this process, as a share of all its processors.
  OWN_PROCESSOR("processor %", Unit.PERCENT),
  /// Processor time of everything else on the machine, as a share of all processors.
  OTHER_WORK("other work %", Unit.PERCENT);

  private enum Unit {
    RATE,
    PERCENT,
    MILLIS
  }

  private final String label;
  private final Unit unit;

  Measure(String label, Unit unit) {
    this.label = label;
    this.unit = unit;
  }

  @JsonValue
  public String label() {
    return label;
  }

  /// Returns a number with as many digits as mean something.
  public String text(double number) {
    String pattern =
        switch (unit) {
          case RATE -> number >= 1000 ? "%,.0f" : number >= 100 ? "%.1f" : "%.2f";
          case PERCENT -> "%.1f";
          case MILLIS -> "%.2f";
        };
    return String.format(Locale.ROOT, pattern, number);
  }

  /// Returns whether a table shows how far the repetitions are apart.
  public boolean showsSpread() {
    return unit == Unit.RATE || this == SHARE_OF_LIMIT;
  }
}
