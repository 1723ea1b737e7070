package dev.alphazero.operator.gpu;

import dev.alphazero.crd.GpuSharing;

/// The GPU pods of a training, before it is known which GPUs there are.
///
/// @param learner what its one pod asks for
/// @param inference what its inference pods ask for
/// @param inferencePods how many there are; 0 if actors evaluate by themselves
/// @param sharing whether learner and inference share one GPU; auto if that follows the nodes
public record GpuDemand(
    GpuNeed learner, GpuNeed inference, int inferencePods, GpuSharing sharing) {}
