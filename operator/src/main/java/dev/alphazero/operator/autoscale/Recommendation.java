package dev.alphazero.operator.autoscale;

/// What the autoscaler wants now.
///
/// @param next what to hand in next time
/// @param desired actors; the count that runs when nothing should change
/// @param message words for people, with the numbers
public record Recommendation(AutoscalerState next, int desired, Reason reason, String message) {}
