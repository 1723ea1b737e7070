package dev.alphazero.worker.plan;

/// What a training has done since it began, over all its processes.
///
/// @param games logged episodes
/// @param samples logged samples
/// @param steps training steps behind the current weights
/// @param seconds wall time spent training, pauses between processes left out
public record Counters(long games, long samples, long steps, double seconds) {}
