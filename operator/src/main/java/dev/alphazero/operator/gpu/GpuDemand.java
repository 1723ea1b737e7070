package dev.alphazero.operator.gpu;

import dev.alphazero.crd.GpuSharing;

/// The GPU pods of a training, before it is known which GPUs there are.
///
/// @param learner what the learner's pod asks for
/// @param learnerPods 1; 0 if it runs on the CPU
/// @param inference what inference pods ask for
/// @param inferencePods how many there are; 0 if they run on the CPU, or actors evaluate by
///   themselves
/// @param sharing whether learner and inference share one GPU; auto if that follows the nodes
public record GpuDemand(
    GpuNeed learner, int learnerPods, GpuNeed inference, int inferencePods, GpuSharing sharing) {
  /// Returns whether no pod asks for a GPU, whatever there is.
  public boolean isNone() {
    return learnerPods == 0 && inferencePods == 0;
  }
}
