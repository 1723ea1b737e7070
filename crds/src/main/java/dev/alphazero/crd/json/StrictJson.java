package dev.alphazero.crd.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.stream.Collectors;

/// JSON of records that programs write for each other. A component that is not `@Nullable` must be
/// there, nothing unknown may be, and no value is taken for one of another type. Absent and null
/// are the same.
public final class StrictJson {
  private StrictJson() {}

  /// Returns the record of a tree of maps, lists and scalars.
  ///
  /// @throws IllegalArgumentException with the path of the first bad value
  public static <T> T read(Object tree, Class<T> type) {
    return readNode(JsonMappers.STRICT.valueToTree(tree), type);
  }

  /// Returns the record of a JSON tree.
  ///
  /// @throws IllegalArgumentException with the path of the first bad value
  public static <T> T readNode(JsonNode tree, Class<T> type) {
    return readNode(JsonMappers.STRICT, tree, type);
  }

  /// Returns the record of a JSON tree, read by a mapper that was built from `STRICT`.
  ///
  /// @throws IllegalArgumentException with the path of the first bad value
  public static <T> T readNode(JsonMapper mapper, JsonNode tree, Class<T> type) {
    try {
      return mapper.treeToValue(tree, type);
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException(pathOf(e) + e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /// Returns a record as a tree, in the order of its components.
  public static Map<String, Object> tree(Object record) {
    return JsonMappers.STRICT.convertValue(record, new TypeReference<>() {});
  }

  /// Returns a record as a JSON tree, in the order of its components.
  public static JsonNode node(Object record) {
    return JsonMappers.STRICT.valueToTree(record);
  }

  /// Returns JSON that is the same for equal records: keys sorted, no white space, nothing null.
  public static String canonical(Object record) {
    try {
      return JsonMappers.CANONICAL.writeValueAsString(
          JsonMappers.CANONICAL.convertValue(record, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record must be writable", e);
    }
  }

  /// Returns `search.simulations: `, or nothing for the document itself.
  private static String pathOf(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "" : path.substring(path.startsWith(".") ? 1 : 0) + ": ";
  }
}
