package dev.alphazero.worker.learner;

/// A checkpoint's metadata.
public record CheckpointHeader(RunIdentity run, CheckpointProgress progress) {}
