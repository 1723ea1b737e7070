package dev.alphazero.worker.plan;

import dev.alphazero.worker.network.Precision;

/// In which number formats a run computes; chosen once, then fixed.
///
/// @param inference of self-play and evaluation
/// @param training of training steps
public record Precisions(Precision inference, Precision training) {}
