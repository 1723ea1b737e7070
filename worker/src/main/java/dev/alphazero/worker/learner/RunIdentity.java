package dev.alphazero.worker.learner;

import dev.alphazero.worker.network.NetworkSpec;

/// What a run is, and stays from its first step to its last.
///
/// @param layoutHash of the samples, `SampleLayout.hash()` in hexadecimal
/// @param settingsHash of the resolved settings; it may differ on resume
/// @param precision of the training step
/// @param library that trained, with version
public record RunIdentity(
    String game,
    NetworkSpec network,
    String layoutHash,
    String settingsHash,
    long seed,
    String precision,
    String library) {}
