package dev.alphazero.operator.status;

import org.jspecify.annotations.Nullable;

/// What the autoscaler decided, as far as the status tells it.
///
/// @param advised actors that it would want; null unless it only advises
/// @param reason `QuotaExceeded` and `MetricsStale` become conditions; any other only explains
/// @param message words for it
public record Scaling(@Nullable Integer advised, String reason, String message) {}
