package dev.alphazero.crd.pod;

import dev.alphazero.crd.schema.ObjectRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The rules inside what `spec.pods` says, those of Kubernetes: what breaks one makes no pod.
final class PodRules {
  private PodRules() {}

  /// Of a pod's resources.
  static final class OfResources implements Supplier<List<ObjectRule>> {
    @Override
    public List<ObjectRule> get() {
      return List.of(
          new ObjectRule(
              "cpu",
              "!(has(self.cpu) && has(self.requests) && has(self.requests.cpu))",
              "cpu must not be beside requests.cpu: it is short for it",
              it -> it.get("cpu") == null || at(it, "requests", "cpu") == null),
          new ObjectRule(
              "memory",
              "!(has(self.memory) && ((has(self.requests) && has(self.requests.memory))"
                  + " || (has(self.limits) && has(self.limits.memory))))",
              "memory must not be beside requests.memory or limits.memory: it is short for both",
              it ->
                  it.get("memory") == null
                      || (at(it, "requests", "memory") == null
                          && at(it, "limits", "memory") == null)),
          new ObjectRule(
              "limits",
              "!(has(self.cpu) && has(self.limits) && has(self.limits.cpu))"
                  + " || quantity(self.cpu).compareTo(quantity(self.limits.cpu)) <= 0",
              "limits.cpu must be at least cpu",
              it -> isAtMost(it.get("cpu"), at(it, "limits", "cpu"))),
          atMostLimit("cpu", "cpu"),
          atMostLimit("memory", "memory"),
          atMostLimit("ephemeral-storage", "ephemeral__dash__storage"));
    }

    private static ObjectRule atMostLimit(String resource, String name) {
      return new ObjectRule(
          "requests",
          "!(has(self.requests) && has(self.requests.%1$s) && has(self.limits) && has(self.limits.%1$s)) || quantity(self.requests.%1$s).compareTo(quantity(self.limits.%1$s)) <= 0"
              .formatted(name),
          "requests.%1$s must be at most limits.%1$s".formatted(resource),
          it -> isAtMost(at(it, "requests", resource), at(it, "limits", resource)));
    }

    /// Also true for what is absent or was no amount.
    private static boolean isAtMost(@Nullable Object request, @Nullable Object limit) {
      return request == null
          || limit == null
          || amount(String.valueOf(request)).compareTo(amount(String.valueOf(limit))) <= 0;
    }

    private static BigDecimal amount(String quantity) {
      int digits = 0;
      while (digits < quantity.length() && "0123456789.".indexOf(quantity.charAt(digits)) >= 0) {
        digits++;
      }
      return new BigDecimal(quantity.substring(0, digits))
          .multiply(
              switch (quantity.substring(digits)) {
                case "m" -> new BigDecimal("0.001");
                case "k" -> BigDecimal.TEN.pow(3);
                case "M" -> BigDecimal.TEN.pow(6);
                case "G" -> BigDecimal.TEN.pow(9);
                case "T" -> BigDecimal.TEN.pow(12);
                case "Ki" -> BigDecimal.valueOf(1L << 10);
                case "Mi" -> BigDecimal.valueOf(1L << 20);
                case "Gi" -> BigDecimal.valueOf(1L << 30);
                case "Ti" -> BigDecimal.valueOf(1L << 40);
                default -> BigDecimal.ONE;
              });
    }
  }

  /// Of a toleration.
  static final class OfToleration implements Supplier<List<ObjectRule>> {
    @Override
    public List<ObjectRule> get() {
      return List.of(
          new ObjectRule(
              "key",
              "(has(self.operator) && self.operator == 'Exists') || (has(self.key) && self.key != '')",
              "key must be set unless operator is Exists: no taint has an empty key",
              it -> isExists(it) || !String.valueOf(it.getOrDefault("key", "")).isEmpty()),
          new ObjectRule(
              "value",
              "!(has(self.operator) && self.operator == 'Exists' && has(self.value) && self.value != '')",
              "value must not be set with operator Exists: it tolerates every value",
              it -> !isExists(it) || String.valueOf(it.getOrDefault("value", "")).isEmpty()),
          new ObjectRule(
              "tolerationSeconds",
              "!has(self.tolerationSeconds) || (has(self.effect) && self.effect == 'NoExecute')",
              "tolerationSeconds must not be set unless effect is NoExecute",
              it -> it.get("tolerationSeconds") == null || "NoExecute".equals(it.get("effect"))));
    }

    private static boolean isExists(Map<String, Object> toleration) {
      return "Exists".equals(toleration.get("operator"));
    }
  }

  /// Of an environment variable.
  static final class OfVariable implements Supplier<List<ObjectRule>> {
    @Override
    public List<ObjectRule> get() {
      return List.of(oneOf("value", "valueFrom"));
    }
  }

  /// Of a variable's value.
  static final class OfValueFrom implements Supplier<List<ObjectRule>> {
    @Override
    public List<ObjectRule> get() {
      return List.of(oneOf("secretKeyRef", "configMapKeyRef"));
    }
  }

  /// Of a source of variables.
  static final class OfSource implements Supplier<List<ObjectRule>> {
    @Override
    public List<ObjectRule> get() {
      return List.of(oneOf("secretRef", "configMapRef"));
    }
  }

  /// Of what a label must be.
  static final class OfRequirement implements Supplier<List<ObjectRule>> {
    @Override
    public List<ObjectRule> get() {
      return List.of(
          new ObjectRule(
              "values",
              "self.operator in ['Exists', 'DoesNotExist'] ? !has(self.values) : has(self.values) && (self.operator"
                  + " in ['Gt', 'Lt'] ? size(self.values) == 1 : size(self.values) > 0)",
              "values must fit operator: some for In and NotIn, one for Gt and Lt, else none",
              it ->
                  isOneOf(it, "Exists", "DoesNotExist")
                      ? it.get("values") == null
                      : isOneOf(it, "Gt", "Lt") ? count(it) == 1 : count(it) > 0));
    }

    private static boolean isOneOf(Map<String, Object> requirement, String... operators) {
      return List.of(operators).contains(String.valueOf(requirement.get("operator")));
    }

    private static int count(Map<String, Object> requirement) {
      return requirement.get("values") instanceof List<?> values ? values.size() : 0;
    }
  }

  /// Of all pods.
  static final class OfPods implements Supplier<List<ObjectRule>> {
    @Override
    public List<ObjectRule> get() {
      return List.of(
          new ObjectRule(
              "serviceAccountAnnotations",
              "!(has(self.serviceAccountName) && has(self.serviceAccountAnnotations))",
              "serviceAccountAnnotations must not be beside serviceAccountName: that account is not the operator's to write",
              it ->
                  it.get("serviceAccountName") == null
                      || it.get("serviceAccountAnnotations") == null));
    }
  }

  private static ObjectRule oneOf(String one, String other) {
    return new ObjectRule(
        one,
        "has(self.%s) != has(self.%s)".formatted(one, other),
        "either %s or %s must be set".formatted(one, other),
        it -> (it.get(one) == null) != (it.get(other) == null));
  }

  private static @Nullable Object at(Map<String, Object> object, String field, String name) {
    return object.get(field) instanceof Map<?, ?> below ? below.get(name) : null;
  }
}
