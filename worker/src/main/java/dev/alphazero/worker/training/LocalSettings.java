package dev.alphazero.worker.training;

import dev.alphazero.worker.machine.Engines;
import java.util.Set;

/// Which settings say nothing to a training on one machine.
final class LocalSettings {
  private static final Set<String> FOR_CLUSTERS =
      Set.of(
          "inference.placement",
          "inference.replicas",
          "inference.batchTimeout",
          "inference.minBatchFill",
          "inference.batchPolicy",
          "gpuSharing");

  private LocalSettings() {}

  /// Returns whether only a cluster's pods follow a setting.
  static boolean isForClusters(String path) {
    return FOR_CLUSTERS.contains(path) || path.startsWith("actors.") || path.startsWith("pods.");
  }

  /// Returns words to put behind a change, empty if it has an effect here.
  static String remark(String path, Engines engines) {
    if (isForClusters(path)) {
      return " (without effect here: only a cluster's pods follow it)";
    }
    return path.equals("inference.batchSize") && !engines.inference().attributes().isShared()
        ? " (without effect here: only a GPU batches positions of several threads)"
        : "";
  }
}
