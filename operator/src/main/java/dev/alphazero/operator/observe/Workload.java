package dev.alphazero.operator.observe;

/// A Deployment or StatefulSet as its controller reports it.
///
/// @param desired replicas that its spec asks for
/// @param current pods that exist
/// @param ready pods that are ready
/// @param updated pods of the newest template
/// @param settled whether its controller has seen the newest spec
/// @param problem why its controller cannot make pods (quota, admission), in the API server's
///   words; empty if it can
public record Workload(
    int desired, int current, int ready, int updated, boolean settled, String problem) {
  /// Returns whether every pod is of the newest template.
  public boolean isRolledOut() {
    return settled && current == desired && updated == desired;
  }
}
