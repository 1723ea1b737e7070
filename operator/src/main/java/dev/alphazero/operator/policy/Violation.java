package dev.alphazero.operator.policy;

import java.util.List;
import java.util.stream.Collectors;

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

  /// The most that a message tells; the others are of the same kinds.
  private static final int MOST = 5;

  /// Returns violations as one text without an end.
  public static String text(List<Violation> violations) {
    String words =
        violations.stream().limit(MOST).map(Violation::text).collect(Collectors.joining("; "));
    int more = violations.size() - MOST;
    return more > 0 ? words + "; and " + more + " more" : words;
  }

  /// Returns the violation as a sentence without an end.
  public String text() {
    return ofObject
        ? field + " names " + value + ", " + rule
        : field + " asks for " + value + ", which the policy refuses by " + rule;
  }
}
