package dev.alphazero.operator.crd;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.function.BiConsumer;

/// The components of a record and the properties that were generated from them, side by side.
final class Components {
  private Components() {}

  /// Visits every component, also of the records that are inside it or in its lists.
  static void visit(
      Class<?> type, JSONSchemaProps schema, BiConsumer<Field, JSONSchemaProps> visitor) {
    for (RecordComponent component : type.getRecordComponents()) {
      Field field = fieldOf(type, component);
      JSONSchemaProps property =
          Objects.requireNonNull(schema.getProperties().get(nameOf(field)), field::toString);
      visitor.accept(field, property);
      inside(field.getGenericType(), property, visitor);
    }
  }

  private static void inside(
      Type type, JSONSchemaProps schema, BiConsumer<Field, JSONSchemaProps> visitor) {
    switch (type) {
      case Class<?> plain when plain.isRecord() -> visit(plain, schema, visitor);
      case ParameterizedType list when schema.getItems() != null ->
          inside(list.getActualTypeArguments()[0], schema.getItems().getSchema(), visitor);
      default -> {}
    }
  }

  /// Returns the name of a component or of an enum's constant in files.
  static String nameOf(Field field) {
    JsonProperty property = field.getAnnotation(JsonProperty.class);
    return property == null ? field.getName() : property.value();
  }

  /// Annotations of a record component are kept on its field.
  private static Field fieldOf(Class<?> type, RecordComponent component) {
    try {
      return type.getDeclaredField(component.getName());
    } catch (NoSuchFieldException e) {
      throw new LinkageError("a record must have a field per component", e);
    }
  }
}
