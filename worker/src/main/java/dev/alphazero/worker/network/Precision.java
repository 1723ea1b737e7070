package dev.alphazero.worker.network;

/// The number format in which convolutions and matrices are computed. Stored weights are FP32 in
/// both cases.
public enum Precision {
  FP32,
  BF16
}
