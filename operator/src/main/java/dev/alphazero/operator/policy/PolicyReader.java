package dev.alphazero.operator.policy;

import dev.alphazero.crd.json.StrictJson;
import dev.alphazero.operator.policy.Bounds.Range;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads a policy strictly: a bound that is mistyped would bound nothing. Every method throws an
/// `IllegalArgumentException` with the field and the rule that it breaks.
public final class PolicyReader {
  private PolicyReader() {}

  /// Returns the policy of a YAML text.
  public static Policy read(String text) {
    Object tree = load(text);
    if (!(tree instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("the policy must be one YAML object");
    }
    Object version = map.get("version");
    if (!Integer.valueOf(Policy.VERSION).equals(version)) {
      throw new IllegalArgumentException(
          "policy.version must be %d, version=%s: use the chart that comes with the operator"
              .formatted(Policy.VERSION, version));
    }
    Policy policy;
    try {
      policy = StrictJson.read(map, Policy.class);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("policy." + e.getMessage(), e);
    }
    if (policy.bounds() != null) {
      check("policy.bounds", policy.bounds());
    }
    check(Objects.requireNonNullElse(policy.namespaces(), List.of()));
    return policy;
  }

  private static @Nullable Object load(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(0);
    try {
      return new Yaml(new SafeConstructor(options)).load(text);
    } catch (YAMLException e) {
      throw new IllegalArgumentException("the policy must be YAML: " + e.getMessage(), e);
    }
  }

  private static void check(List<Policy.Entry> entries) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      Policy.Entry entry = entries.get(i);
      String path = "policy.namespaces[" + i + "]";
      if (entry.name().isBlank() || !names.add(entry.name())) {
        throw new IllegalArgumentException(
            path + ".name must be there and another in each entry, name=" + entry.name());
      }
      entry.namespaceSelector().requirements().stream()
          .filter(requirement -> !requirement.isComplete())
          .forEach(
              requirement -> {
                throw new IllegalArgumentException(
                    path
                        + ".namespaceSelector must have values with In and NotIn, and none with"
                        + " Exists and DoesNotExist, key="
                        + requirement.key());
              });
      check(path + ".bounds", entry.bounds());
    }
  }

  private static void check(String path, Bounds bounds) {
    images(path + ".images", bounds.images());
    names(path + ".priorityClasses", bounds.priorityClasses());
    names(path + ".runtimeClasses", bounds.runtimeClasses());
    names(path + ".labels", bounds.labels());
    names(path + ".annotations", bounds.annotations());
    names(path + ".nodeLabels", bounds.nodeLabels());
    names(path + ".tolerations", bounds.tolerations());
    names(path + ".environment", bounds.environment());
    names(path + ".environmentSources", bounds.environmentSources());
    names(path + ".serviceAccounts", bounds.serviceAccounts());
    names(path + ".serviceAccountAnnotations", bounds.serviceAccountAnnotations());
    names(path + ".imagePullPolicies", bounds.imagePullPolicies());
    ranges(path + ".users", bounds.users());
    ranges(path + ".groups", bounds.groups());
    Long seconds = bounds.maxTerminationGracePeriodSeconds();
    if (seconds != null && seconds < 1) {
      throw new IllegalArgumentException(
          path + ".maxTerminationGracePeriodSeconds must be at least 1, seconds=" + seconds);
    }
  }

  private static void names(String path, @Nullable Rule rule) {
    if (rule != null) {
      names(path + ".refuse", rule.refused());
      names(path + ".allow", rule.allowed());
    }
  }

  private static void names(String path, List<String> patterns) {
    if (patterns.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          path + " must have names or patterns such as system-*, and none that is empty");
    }
  }

  private static void images(String path, @Nullable Rule rule) {
    if (rule != null) {
      images(path + ".refuse", rule.refused());
      images(path + ".allow", rule.allowed());
    }
  }

  private static void images(String path, List<String> patterns) {
    for (String pattern : patterns) {
      if (!ImagePattern.isValid(pattern)) {
        throw new IllegalArgumentException(
            path
                + " must have repositories such as ghcr.io/acme/worker, images, registries with a"
                + " slash at the end such as ghcr.io/, or *; pattern="
                + pattern);
      }
    }
  }

  private static void ranges(String path, @Nullable List<Range> ranges) {
    for (Range range : Objects.requireNonNullElse(ranges, List.<Range>of())) {
      if (range.min() < 0 || range.min() > range.max()) {
        throw new IllegalArgumentException(
            "%s must have ranges with 0 <= min <= max, min=%d, max=%d"
                .formatted(path, range.min(), range.max()));
      }
    }
  }
}
