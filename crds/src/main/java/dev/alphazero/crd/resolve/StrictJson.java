package dev.alphazero.crd.resolve;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.lang.reflect.Executable;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// JSON of records that programs write for each other. A component that is not `@Nullable` must be
/// there, nothing unknown may be, and no value is taken for one of another type. Absent and null
/// are the same.
public final class StrictJson {
  private static final JsonMapper JSON = mapper().build();

  private static final JsonMapper CANONICAL =
      mapper()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private static final JsonMapper KEPT = mapper().addModule(SettingsJson.module()).build();

  private StrictJson() {}

  /// Returns the record of a tree of maps, lists and scalars.
  ///
  /// @throws IllegalArgumentException with the path of the first bad value
  public static <T> T read(Object tree, Class<T> type) {
    return readNode(JSON.valueToTree(tree), type);
  }

  /// Returns the record of a JSON tree.
  ///
  /// @throws IllegalArgumentException with the path of the first bad value
  public static <T> T readNode(JsonNode tree, Class<T> type) {
    return readNode(JSON, tree, type);
  }

  /// Returns the record of a JSON tree that may be older than this program: a setting that is newer
  /// than the tree takes its default.
  ///
  /// @throws IllegalArgumentException with the path of the first bad value
  public static <T> T readKept(JsonNode tree, Class<T> type) {
    return readNode(KEPT, tree, type);
  }

  private static <T> T readNode(JsonMapper mapper, JsonNode tree, Class<T> type) {
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
    return JSON.convertValue(record, new TypeReference<>() {});
  }

  /// Returns a record as a JSON tree, in the order of its components.
  public static JsonNode node(Object record) {
    return JSON.valueToTree(record);
  }

  /// Returns JSON that is the same for equal records: keys sorted, no white space, nothing null.
  public static String canonical(Object record) {
    try {
      return CANONICAL.writeValueAsString(CANONICAL.convertValue(record, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record must be writable", e);
    }
  }

  private static JsonMapper.Builder mapper() {
    JsonMapper.Builder builder =
        SettingsJson.mapper(JsonMapper.builder())
            .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .withCoercionConfig(
                LogicalType.Textual,
                config -> {
                  config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                  config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                  config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                });
    return builder.annotationIntrospector(
        AnnotationIntrospector.pair(
            new Nullness(),
            builder.build().getDeserializationConfig().getAnnotationIntrospector()));
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

  /// Reads from a record's `@Nullable` what may be absent.
  private static final class Nullness extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
      return isRequired(member) ? true : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
      return isRequired(annotated)
          ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
          : JsonSetter.Value.empty();
    }

    private static boolean isRequired(Annotated annotated) {
      if (!(annotated instanceof AnnotatedParameter parameter)
          || !parameter.getDeclaringClass().isRecord()
          || parameter.getRawType() == OptionalDouble.class) {
        return false;
      }
      Executable constructor = (Executable) parameter.getOwner().getAnnotated();
      return !constructor.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(
          Nullable.class);
    }
  }
}
