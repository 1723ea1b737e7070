package dev.alphazero.operator.policy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Holds the annotations of a training's own ServiceAccount to the bounds of its namespace: by them
/// clouds give rights to pods. A pure function.
public final class AccountCheck {
  private static final String FIELD = "spec.pods.serviceAccountAnnotations";

  private AccountCheck() {}

  /// Returns which annotations may not be.
  ///
  /// @param annotations that the training asks for
  /// @param bounds of the namespace, nothing left out
  public static List<Violation> of(Map<String, String> annotations, Bounds bounds) {
    Rule rule = Objects.requireNonNull(bounds.serviceAccountAnnotations(), "bound");
    return new TreeMap<>(annotations)
        .entrySet().stream()
            .flatMap(
                annotation -> {
                  String pattern = rule.refusal(annotation.getKey(), annotation.getValue());
                  return pattern == null
                      ? Stream.of()
                      : Stream.of(
                          Violation.ofPolicy(
                              FIELD,
                              annotation.getKey(),
                              "serviceAccountAnnotations.refuse=" + pattern));
                })
            .toList();
  }
}
