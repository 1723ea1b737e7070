package dev.alphazero.crd.progress;

import org.jspecify.annotations.Nullable;

/// What one inference pod reports, of the last minute or so.
///
/// @param version version of the document
/// @param modelIncarnation model version that it evaluates with, first half
/// @param modelStep model version that it evaluates with, second half
/// @param busyPercent share of time in which the device had work, in [0, 100]
/// @param batchFillPercent mean fill of the batches, in [0, 100]
/// @param positionsPerSecond positions evaluated per second
/// @param latencyMillis mean time of a request from receipt to answer, in milliseconds
/// @param gpuUtilizationPercent as the driver reports it; null without a GPU
/// @param actors actors that are connected
public record InferenceProgress(
    int version,
    long modelIncarnation,
    long modelStep,
    double busyPercent,
    double batchFillPercent,
    double positionsPerSecond,
    double latencyMillis,
    @Nullable Double gpuUtilizationPercent,
    int actors)
    implements RoleProgress {
  public InferenceProgress {
    Checks.count("modelIncarnation", modelIncarnation);
    Checks.count("modelStep", modelStep);
    Checks.percent("busyPercent", busyPercent);
    Checks.percent("batchFillPercent", batchFillPercent);
    Checks.rate("positionsPerSecond", positionsPerSecond);
    Checks.rate("latencyMillis", latencyMillis);
    Checks.percent("gpuUtilizationPercent", gpuUtilizationPercent);
    Checks.count("actors", (long) actors);
  }
}
