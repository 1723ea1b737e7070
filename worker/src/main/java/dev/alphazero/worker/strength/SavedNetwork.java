package dev.alphazero.worker.strength;

import dev.alphazero.worker.network.ModelVersion;

/// A network that was read from a run's checkpoint.
///
/// @param run name of the training
/// @param version of the weights
public record SavedNetwork(TrainedNetwork network, String run, ModelVersion version) {}
