package dev.alphazero.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether a live object still says what is desired.
///
/// It does if the desired tree is part of the live one: fields that the server defaults and that
/// others add are none of our business. An item of a list that the server merges by a key is found
/// by that key, and others may add to it; any other list is ours as a whole, item by item.
/// Quantities are compared by amount.
final class Difference {
  /// Written once or by the server alone.
  private static final Set<String> IGNORED = Set.of("status", "apiVersion", "kind");

  /// End of a list's path, without places, to the field that its items are told apart by.
  private static final Map<String, String> KEYS =
      Map.of(
          "metadata.ownerReferences", "uid",
          ".containers", "name",
          ".initContainers", "name",
          ".env", "name",
          ".containers.ports", "containerPort",
          ".volumeMounts", "mountPath",
          ".volumes", "name",
          ".imagePullSecrets", "name",
          ".topologySpreadConstraints", "topologyKey",
          "spec.ports", "port");

  private static final Pattern PLACE = Pattern.compile("\\[[^]]*]");

  private Difference() {}

  /// Returns the path of the first field that differs; empty if nothing does.
  static Optional<String> between(JsonNode desired, JsonNode live) {
    for (Map.Entry<String, JsonNode> field : desired.properties()) {
      if (!IGNORED.contains(field.getKey())) {
        Optional<String> found =
            compare(field.getKey(), field.getValue(), live.path(field.getKey()));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> compare(String path, JsonNode desired, JsonNode live) {
    if (isNothing(desired)) {
      return Optional.empty();
    }
    if (desired instanceof ObjectNode object) {
      return live.isObject() ? compareFields(path, object, live) : Optional.of(path);
    }
    if (desired.isArray()) {
      return compareItems(path, desired, live);
    }
    return isSameValue(desired, live) ? Optional.empty() : Optional.of(path);
  }

  private static Optional<String> compareFields(String path, ObjectNode desired, JsonNode live) {
    for (Map.Entry<String, JsonNode> field : desired.properties()) {
      Optional<String> found =
          compare(path + "." + field.getKey(), field.getValue(), live.path(field.getKey()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> compareItems(String path, JsonNode desired, JsonNode live) {
    Optional<String> key = keyOf(path);
    if (!live.isArray() || (key.isEmpty() && live.size() != desired.size())) {
      return Optional.of(path);
    }
    int index = 0;
    for (JsonNode item : desired) {
      JsonNode other = key.isEmpty() ? live.get(index) : find(live, key.get(), item);
      Optional<String> found = compare(path + "[" + index++ + "]", item, other);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> keyOf(String path) {
    String list = PLACE.matcher(path).replaceAll("");
    return KEYS.entrySet().stream()
        .filter(entry -> list.endsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// Returns the item that has the same key; a missing node if none has.
  private static JsonNode find(JsonNode items, String key, JsonNode like) {
    for (JsonNode item : items) {
      if (isSameValue(like.path(key), item.path(key))) {
        return item;
      }
    }
    return MissingNode.getInstance();
  }

  /// The server drops null, and an empty list or object where nothing else is said.
  private static boolean isNothing(JsonNode desired) {
    return desired.isNull() || (desired.isContainerNode() && desired.isEmpty());
  }

  private static boolean isSameValue(JsonNode desired, JsonNode live) {
    if (desired.isNumber() && live.isNumber()) {
      return desired.decimalValue().compareTo(live.decimalValue()) == 0;
    }
    return desired.asText().equals(live.asText()) || isSameAmount(desired, live);
  }

  private static boolean isSameAmount(JsonNode desired, JsonNode live) {
    try {
      return desired.isTextual()
          && live.isTextual()
          && Quantity.parse(desired.asText())
                  .getNumericalAmount()
                  .compareTo(Quantity.parse(live.asText()).getNumericalAmount())
              == 0;
    } catch (IllegalArgumentException e) {
      return false; // at least one is no quantity
    }
  }
}
