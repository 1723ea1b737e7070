package dev.alphazero.worker.network;

/// Weights to play with: the moving average of the trained ones.
///
/// @param flat as `network.WeightLayout.of(spec)` orders them, batch norm not folded
@SuppressWarnings("ArrayRecordComponent") // a large vector, written once and shared read-only
public record Weights(ModelVersion version, float[] flat) {}
