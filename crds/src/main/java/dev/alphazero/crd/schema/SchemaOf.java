package dev.alphazero.crd.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Reads the schema that a record declares with the annotations of the CRD generator.
public final class SchemaOf {
  private SchemaOf() {}

  /// Returns the schema of a record class.
  public static Schema.Fields record(Class<?> type) {
    Map<String, Schema.Field> fields = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Field field = fieldOf(type, component);
      JsonPropertyDescription description = field.getAnnotation(JsonPropertyDescription.class);
      fields.put(
          nameOf(field),
          new Schema.Field(
              value(field.getAnnotatedType(), field),
              field.isAnnotationPresent(Required.class),
              description == null ? "" : description.value()));
    }
    return new Schema.Fields(type.getSimpleName(), fields, rulesOf(type));
  }

  /// Returns the rules between the fields of a record class.
  public static List<ObjectRule> rulesOf(Class<?> type) {
    Rules rules = type.getAnnotation(Rules.class);
    if (rules == null) {
      return List.of();
    }
    try {
      Constructor<? extends Supplier<List<ObjectRule>>> table =
          rules.value().getDeclaredConstructor();
      table.setAccessible(true);
      return table.newInstance().get();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a table of rules must have a constructor without parameters", e);
    }
  }

  /// Returns what the keys of a map must be.
  public static Schema.Text keysOf(Field map) {
    AnnotatedType keys = argument(map.getAnnotatedType(), 0);
    return text(keys);
  }

  /// Annotations of a record component are kept on its field, those of type arguments in its type.
  private static Field fieldOf(Class<?> type, RecordComponent component) {
    try {
      return type.getDeclaredField(component.getName());
    } catch (NoSuchFieldException e) {
      throw new LinkageError("a record must have a field per component", e);
    }
  }

  private static String nameOf(Field field) {
    JsonProperty property = field.getAnnotation(JsonProperty.class);
    return property == null ? field.getName() : property.value();
  }

  /// `marks` carries the annotations: the field itself, or the type for a type argument.
  private static Schema value(AnnotatedType annotated, AnnotatedElement marks) {
    Class<?> type = classOf(annotated);
    if (type == String.class) {
      return text(marks);
    }
    if (type == Integer.class || type == Long.class) {
      return new Schema.Int(range(marks));
    }
    if (type == Double.class) {
      return new Schema.Num(range(marks));
    }
    if (type == Boolean.class) {
      return new Schema.Bool();
    }
    if (type.isEnum()) {
      return new Schema.EnumOf(constants(type));
    }
    if (type == List.class) {
      AnnotatedType items = argument(annotated, 0);
      return new Schema.ListOf(value(items, items), maxSize(marks));
    }
    if (type == Map.class) {
      AnnotatedType keys = argument(annotated, 0);
      AnnotatedType values = argument(annotated, 1);
      return new Schema.MapOf(value(keys, keys), value(values, values), maxSize(marks));
    }
    if (type.isRecord()) {
      return record(type);
    }
    throw new IllegalArgumentException("a component must have a known type, type=" + type);
  }

  private static Class<?> classOf(AnnotatedType annotated) {
    return annotated.getType() instanceof Class<?> plain
        ? plain
        : (Class<?>) ((java.lang.reflect.ParameterizedType) annotated.getType()).getRawType();
  }

  private static AnnotatedType argument(AnnotatedType annotated, int index) {
    return ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[index];
  }

  private static Schema.Text text(AnnotatedElement marks) {
    Size size = marks.getAnnotation(Size.class);
    Pattern pattern = marks.getAnnotation(Pattern.class);
    Wording wording = marks.getAnnotation(Wording.class);
    return new Schema.Text(
        size == null ? 0 : (int) Math.max(0, size.min()),
        maxSize(marks),
        pattern == null ? null : pattern.value(),
        wording == null ? null : wording.value(),
        marks.getAnnotation(DurationRange.class));
  }

  private static int maxSize(AnnotatedElement marks) {
    Size size = marks.getAnnotation(Size.class);
    return size == null || size.max() > Integer.MAX_VALUE ? 0 : (int) size.max();
  }

  private static Range range(AnnotatedElement marks) {
    Min min = marks.getAnnotation(Min.class);
    Max max = marks.getAnnotation(Max.class);
    return new Range(
        min == null ? Double.NEGATIVE_INFINITY : min.value(),
        min == null || min.inclusive(),
        max == null ? Double.POSITIVE_INFINITY : max.value(),
        max == null || max.inclusive());
  }

  private static List<String> constants(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (field.isEnumConstant()) {
        names.add(nameOf(field));
      }
    }
    return List.copyOf(names);
  }
}
