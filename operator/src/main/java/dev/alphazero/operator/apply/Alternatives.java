package dev.alphazero.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/// What another wrote in place of what is desired, where only one of the two may stand: the value
/// of a variable, or the source of its value. Server-side apply would keep both, and the server
/// refuses that.
final class Alternatives {
  private static final String CONTAINERS = "/spec/template/spec/containers";
  private static final List<String> OF_A_VARIABLE = List.of("value", "valueFrom");

  private Alternatives() {}

  /// Returns the JSON patch that removes them from the live object; empty if there are none.
  static ArrayNode removals(JsonNode desired, JsonNode live) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    JsonNode containers = live.at(CONTAINERS);
    for (int i = 0; i < containers.size(); i++) {
      JsonNode wanted = named(desired.at(CONTAINERS), containers.get(i));
      JsonNode variables = containers.get(i).path("env");
      for (int j = 0; j < variables.size(); j++) {
        String path = CONTAINERS + "/" + i + "/env/" + j;
        addRemovals(patch, path, named(wanted.path("env"), variables.get(j)), variables.get(j));
      }
    }
    return patch;
  }

  private static void addRemovals(ArrayNode patch, String path, JsonNode wanted, JsonNode there) {
    for (String member : OF_A_VARIABLE) {
      if (wanted.isObject() && there.has(member) && !wanted.hasNonNull(member)) {
        patch
            .addObject()
            .put("op", "test")
            .put("path", path + "/name")
            .set("value", there.get("name"));
        patch.addObject().put("op", "remove").put("path", path + "/" + member);
      }
    }
  }

  /// Returns the item that has the same name; a missing node if none has.
  private static JsonNode named(JsonNode items, JsonNode like) {
    for (JsonNode item : items) {
      if (item.path("name").equals(like.path("name"))) {
        return item;
      }
    }
    return JsonNodeFactory.instance.missingNode();
  }
}
