package dev.alphazero.operator.policy;

/// One thing that a training asks for and may not.
///
/// @param field of the training that asks, for example `spec.pods.actor.labels`
/// @param value what it asks for
/// @param rule what refuses it, of the policy or of an object's owner
/// @param ofObject whether the owner of an object must allow it, rather than the policy
public record Violation(String field, String value, String rule, boolean ofObject) {
  static Violation ofPolicy(String field, String value, String rule) {
    return new Violation(field, value, rule, false);
  }

  /// Returns the violation as a sentence without an end.
  public String text() {
    return ofObject
        ? field + " names " + value + ", " + rule
        : field + " asks for " + value + ", which the policy refuses by " + rule;
  }
}
