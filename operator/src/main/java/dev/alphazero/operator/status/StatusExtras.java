package dev.alphazero.operator.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/// What another wrote into a status beside what the operator writes. Server-side apply keeps it, as
/// it keeps everybody's fields; of a status every field is the operator's.
public final class StatusExtras {
  private static final String STATUS = "/status";

  private StatusExtras() {}

  /// Returns the JSON patch of the training that removes it; empty if there is nothing. Removing
  /// makes nobody the owner of a field, unlike replacing.
  ///
  /// @param wanted the status that was written
  /// @param there the status as the server has it
  public static ArrayNode removals(JsonNode wanted, JsonNode there) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    addFields(patch, STATUS, wanted, there);
    return patch;
  }

  private static void addFields(ArrayNode patch, String path, JsonNode wanted, JsonNode there) {
    for (Map.Entry<String, JsonNode> field : there.properties()) {
      String at = path + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
      JsonNode mine = wanted.path(field.getKey());
      if (mine.isMissingNode() || mine.isNull()) {
        addRemoval(patch, at);
      } else if (field.getValue().isObject()) {
        addFields(patch, at, mine, field.getValue());
      } else if (field.getValue().isArray()) {
        addConditions(patch, at, mine, field.getValue());
      }
    }
  }

  /// The only list of a status. From its end, as a removal moves what follows.
  private static void addConditions(ArrayNode patch, String path, JsonNode wanted, JsonNode there) {
    for (int i = there.size() - 1; i >= 0; i--) {
      JsonNode type = there.get(i).path("type");
      boolean mine = false;
      for (JsonNode condition : wanted) {
        mine |= condition.path("type").equals(type);
      }
      if (!mine) {
        addRemoval(patch, path + "/" + i);
      }
    }
  }

  private static void addRemoval(ArrayNode patch, String path) {
    patch.addObject().put("op", "remove").put("path", path);
  }
}
