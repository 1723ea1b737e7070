package dev.alphazero.crd.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

/// Every configured mapper of this module and of the operator, by what it is for.
///
/// | mapper | for | a component that is null | reading: unknown field | absent component | other type |
/// |---|---|---|---|---|---|
/// | `PLAIN` | specs, whose values the strict reader has checked | not written | error | null | converted |
/// | `STRICT` | documents that programs write for each other | not written | error | error unless `@Nullable` | error |
/// | `CANONICAL` | the same text for equal records: as `STRICT`, keys sorted | | | | |
/// | `COMPLETE` | settings, of which none may be absent | written | error | error | error |
/// | `COMPLETE_CANONICAL` | the hash of settings: as `COMPLETE`, keys sorted | | | | |
/// | `LENIENT` | reports of a program that may be newer than its reader | not written | ignored | null | error |
///
/// Durations are texts such as `1h30m`, an `OptionalDouble` is a number or null, except for `PLAIN`
/// and `LENIENT`, whose records have neither.
public final class JsonMappers {
  public static final JsonMapper PLAIN =
      JsonMapper.builder().serializationInclusion(JsonInclude.Include.NON_NULL).build();

  public static final JsonMapper STRICT = strict().build();

  public static final JsonMapper CANONICAL = sorted(strict());

  public static final JsonMapper COMPLETE = complete().build();

  public static final JsonMapper COMPLETE_CANONICAL = sorted(complete());

  public static final JsonMapper LENIENT =
      JsonMapper.builder()
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private JsonMappers() {}

  /// Returns what `STRICT` is built from, to add a type that is read in its own way.
  public static JsonMapper.Builder strict() {
    JsonMapper.Builder builder =
        complete()
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
            new RequiredComponents(),
            builder.build().getDeserializationConfig().getAnnotationIntrospector()));
  }

  private static JsonMapper.Builder complete() {
    return JsonMapper.builder()
        .addModule(ValueTypes.module())
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
  }

  private static JsonMapper sorted(JsonMapper.Builder builder) {
    return builder
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .build();
  }
}
