package dev.alphazero.worker.benchmark.measure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The parts of the benchmark, each a workload with a name of its own.
public enum PartName {
  TREE(
      "the tree alone, an evaluator that costs nothing; cores x games of each x simulations, turns of a quarter"),
  SEARCH("searches with a network: Togyzqumalaq from the start position, fresh trees"),
  SELFPLAY("self-play as in a training: Togyzqumalaq, PUCT"),
  INFERENCE("the bare network, and the same network behind the batcher of this process"),
  TRAIN("training: sampling, assembling and the step, 100,000 samples in the window");

  private final String workload;

  PartName(String workload) {
    this.workload = workload;
  }

  /// Returns what is done, for people.
  public String workload() {
    return workload;
  }

  /// Returns the name on the command line, for example `search`.
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
