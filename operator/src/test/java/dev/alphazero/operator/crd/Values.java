package dev.alphazero.operator.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alphazero.crd.schema.DurationRange;
import dev.alphazero.crd.schema.ObjectRule;
import dev.alphazero.crd.schema.Schema;
import dev.alphazero.crd.schema.SchemaOf;
import dev.alphazero.crd.text.DurationText;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What the generator leaves out of single values.
final class Values {
  private Values() {}

  static void complete(Field field, JSONSchemaProps schema) {
    if (field.getType() == Integer.class) {
      schema.setFormat("int32");
    } else if (field.getType() == Long.class) {
      schema.setFormat("int64");
    } else if (field.getType().isEnum()) {
      schema.setEnum(names(field.getType()));
    }
    DurationRange range = field.getAnnotation(DurationRange.class);
    if (range != null) {
      schema.setXKubernetesValidations(List.of(rule(range)));
    }
    if (field.getType() == Map.class && SchemaOf.keysOf(field).pattern() != null) {
      schema.setXKubernetesValidations(List.of(keys(SchemaOf.keysOf(field))));
    }
    if (schema.getItems() != null && isListOfLongs(field)) {
      // The generator leaves out what annotations say of a list's numbers.
      numbers(
          ((AnnotatedParameterizedType) field.getAnnotatedType())
              .getAnnotatedActualTypeArguments()[0],
          schema.getItems().getSchema());
    }
    rules(field.getGenericType(), schema);
  }

  private static boolean isListOfLongs(Field field) {
    return field.getGenericType() instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] == Long.class;
  }

  private static void numbers(AnnotatedType item, JSONSchemaProps schema) {
    schema.setFormat("int64");
    Min min = item.getAnnotation(Min.class);
    Max max = item.getAnnotation(Max.class);
    schema.setMinimum(min == null ? null : min.value());
    schema.setMaximum(max == null ? null : max.value());
  }

  /// Rules between the fields of a record, or of the records of a list.
  private static void rules(Type type, JSONSchemaProps schema) {
    switch (type) {
      case Class<?> plain when !SchemaOf.rulesOf(plain).isEmpty() ->
          schema.setXKubernetesValidations(
              SchemaOf.rulesOf(plain).stream().map(Values::rule).toList());
      case ParameterizedType list when schema.getItems() != null ->
          rules(list.getActualTypeArguments()[0], schema.getItems().getSchema());
      default -> {}
    }
  }

  private static ValidationRule rule(ObjectRule rule) {
    return new ValidationRuleBuilder()
        .withRule(rule.cel())
        .withMessage(rule.message())
        .withReason("FieldValueInvalid")
        .withFieldPath("." + rule.field())
        .build();
  }

  /// A schema cannot say what keys are.
  private static ValidationRule keys(Schema.Text keys) {
    return new ValidationRuleBuilder()
        .withRule(
            "self.all(k, size(k) <= %d && k.matches(r'%s'))"
                .formatted(keys.maxLength(), keys.pattern()))
        .withMessage("every key must be " + keys.wording())
        .build();
  }

  /// Names in the order of their declaration, as the local reader lists them.
  private static List<JsonNode> names(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(Field::isEnumConstant)
        .map(constant -> (JsonNode) TextNode.valueOf(Components.nameOf(constant)))
        .toList();
  }

  private static long millis(String duration) {
    return DurationText.parse(duration).toMillis();
  }

  /// In the words of the local reader. Nine digits keep the sum inside 64 bits.
  private static ValidationRule rule(DurationRange range) {
    return new ValidationRuleBuilder()
        .withRule(
            "[self.findAll('[0-9]{1,9}(ms|s|m|h|d)').map(part, int(part.find('[0-9]+'))"
                + " * (part.endsWith('ms') ? 1 : part.endsWith('s') ? 1000 : part.endsWith('m') ?"
                + " 60000 : part.endsWith('h') ? 3600000 : 86400000)).sum()]"
                + ".all(millis, millis >= %d && millis <= %d)"
                    .formatted(millis(range.min()), millis(range.max())))
        .withMessage("must be in [%s, %s]".formatted(range.min(), range.max()))
        .build();
  }
}
