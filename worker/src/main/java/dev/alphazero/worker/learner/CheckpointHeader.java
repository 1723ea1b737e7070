package dev.alphazero.worker.learner;

/// What a checkpoint says about itself.
public record CheckpointHeader(RunIdentity run, CheckpointProgress progress) {}
