package dev.alphazero.operator.gpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Labels that a reading relies on, the one that names the product first.
///
/// @param labels key to value, in order
public record Evidence(Map<String, String> labels) {
  public Evidence {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /// Returns those of the labels that are there, in the order of the keys.
  static Evidence of(Map<String, String> labels, String... keys) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String key : keys) {
      String value = labels.get(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return new Evidence(found);
  }

  /// Returns `key=value, key=value`.
  public String text() {
    List<String> parts = new ArrayList<>();
    labels.forEach((key, value) -> parts.add(key + "=" + value));
    return String.join(", ", parts);
  }

  /// Returns the key of the label that names the product; null without labels.
  @Nullable String deciding() {
    return labels.isEmpty() ? null : labels.keySet().iterator().next();
  }
}
