package dev.alphazero.worker.benchmark;

/// What was not measured, and why.
///
/// @param what of the part
public record Skipped(PartName part, String what, String reason) {}
