package dev.alphazero.operator.autoscale;

/// The metric `alphazero_actor_demand_ratio`: wanted actors over those that run. An HPA cannot be
/// given the busy share itself: it adds pods when a metric is high, and actors are wanted when it
/// is low.
public final class DemandRatio {
  /// Name of the gauge, with the labels `namespace` and `training`.
  public static final String METRIC = "alphazero_actor_demand_ratio";

  private DemandRatio() {}

  /// Returns the ratio, 1 for no change.
  ///
  /// An HPA with a target `Value` of 1 leaves the count alone within its tolerance of 1, and else
  /// wants `ceil(ratio * ready pods)`. So the ratio is of the ready actors, or pending ones would
  /// shrink the count, and rounded down to the thousandths that a Kubernetes quantity carries, or
  /// rounding would add a pod.
  ///
  /// @param wanted the decision's
  /// @param current actors that the Deployment asks for
  /// @param ready actors that are ready
  public static double of(int wanted, int current, int ready) {
    return wanted == current || ready == 0 ? 1 : Math.floor(1000.0 * wanted / ready) / 1000;
  }
}
