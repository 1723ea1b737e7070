package dev.alphazero.operator.policy;

import dev.alphazero.crd.pod.LabelSelectorSpec.Operator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Selects namespaces by their labels, as everywhere in Kubernetes: all requirements must hold, and
/// none holds for every namespace.
public record NamespaceSelector(
    @Nullable Map<String, String> matchLabels, @Nullable List<Requirement> matchExpressions) {
  /// Label that every namespace has, with its name as the value.
  public static final String NAME = "kubernetes.io/metadata.name";

  /// A requirement on one label.
  ///
  /// @param values with In and NotIn at least one, else none
  public record Requirement(String key, Operator operator, @Nullable List<String> values) {
    boolean holds(Map<String, String> labels) {
      String label = labels.get(key);
      List<String> among = Objects.requireNonNullElse(values, List.of());
      return switch (operator) {
        case IN -> label != null && among.contains(label);
        case NOT_IN -> label == null || !among.contains(label);
        case EXISTS -> label != null;
        case DOES_NOT_EXIST -> label == null;
      };
    }

    /// Returns whether it has values exactly if its operator compares with some.
    boolean isComplete() {
      boolean compares = operator == Operator.IN || operator == Operator.NOT_IN;
      return compares == (values != null && !values.isEmpty());
    }
  }

  boolean matches(Map<String, String> labels) {
    return labels().entrySet().stream()
            .allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
        && requirements().stream().allMatch(requirement -> requirement.holds(labels));
  }

  boolean readsLabels() {
    return Stream.concat(labels().keySet().stream(), requirements().stream().map(Requirement::key))
        .anyMatch(key -> !key.equals(NAME));
  }

  List<Requirement> requirements() {
    return Objects.requireNonNullElse(matchExpressions, List.of());
  }

  private Map<String, String> labels() {
    return Objects.requireNonNullElse(matchLabels, Map.of());
  }
}
