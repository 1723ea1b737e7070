package dev.alphazero.worker.benchmark.report;

import dev.alphazero.worker.benchmark.measure.PartName;

/// What was not measured, and why.
///
/// @param what of the part
public record Skipped(PartName part, String what, String reason) {}
