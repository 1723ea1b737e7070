package dev.alphazero.worker.training;

import dev.alphazero.worker.plan.Counters;
import org.jspecify.annotations.Nullable;

/// One look at a running training.
///
/// @param share of the way to the nearest limit, steps that are due included, in [0, 1]; -1 without
///   a limit
/// @param gamesPerHour over the last minute or so
/// @param samplesPerSecond samples trained on, over the last minute or so
/// @param newSamplesPerSecond samples logged, over the last minute or so
/// @param policyLoss moving average in nats; NaN before the first step
/// @param valueLoss moving average of the squared error; NaN before the first step
/// @param strength what the last evaluation found, in words; null before the first
/// @param etaSeconds until the nearest limit; -1 if unknown
public record Progress(
    Counters counters,
    double share,
    double gamesPerHour,
    double samplesPerSecond,
    double newSamplesPerSecond,
    double policyLoss,
    double valueLoss,
    @Nullable String strength,
    double etaSeconds) {}
