package dev.alphazero.worker.benchmark.report;

import dev.alphazero.worker.benchmark.measure.PartName;

/// What was not measured, and why.
///
/// @param what of the part
/// @param failed whether it should have been measured
public record Skipped(PartName part, String what, String reason, boolean failed) {}
