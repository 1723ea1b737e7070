package dev.alphazero.operator.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alphazero.crd.schema.DurationRange;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;

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
  }

  /// Names in the order of their declaration, as the local reader lists them.
  private static List<JsonNode> names(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(Field::isEnumConstant)
        .map(constant -> (JsonNode) TextNode.valueOf(Components.nameOf(constant)))
        .toList();
  }

  /// In the words of the local reader.
  private static ValidationRule rule(DurationRange range) {
    return new ValidationRuleBuilder()
        .withRule(
            "duration(self) >= duration('%s') && duration(self) <= duration('%s')"
                .formatted(range.min(), range.max()))
        .withMessage("must be in [%s, %s]".formatted(range.min(), range.max()))
        .build();
  }
}
