package dev.alphazero.operator.crd;

import static dev.alphazero.operator.crd.CrdFiles.property;

import dev.alphazero.crd.MetadataSpec;
import dev.alphazero.crd.resolve.ResumeCheck;
import dev.alphazero.crd.schema.CrossFieldRules;
import dev.alphazero.crd.schema.Rule;
import dev.alphazero.crd.schema.Wording;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The rules that relate several fields, or a field with what it was before.
///
/// Every message is fixed: one that is put together from values costs more than the API server
/// allows a CRD.
final class Validations {
  private static final String SIZE = "checkpoints.storage.size";

  private Validations() {}

  static void training(JSONSchemaProps root) {
    root.setXKubernetesValidations(List.of(name()));
    JSONSchemaProps spec = property(root, "spec");
    spec.setXKubernetesValidations(
        Stream.of(
                CrossFieldRules.ALL.stream().map(Validations::across),
                ResumeCheck.IMMUTABLE.stream().sorted().map(Validations::immutable),
                Stream.of(storageSize()))
            .flatMap(rules -> rules)
            .toList());
  }

  /// A profile has some of the fields of a training, and the rules among those.
  static void profile(JSONSchemaProps root) {
    root.setXKubernetesValidations(List.of(name(), nameIsNotAuto()));
    JSONSchemaProps spec = property(root, "spec");
    spec.setXKubernetesValidations(
        CrossFieldRules.ALL.stream()
            .filter(rule -> rule.paths().stream().allMatch(path -> has(spec, path)))
            .map(Validations::across)
            .toList());
  }

  private static ValidationRule across(Rule rule) {
    return rule(rule.cel(), rule.message(), rule.paths().getFirst());
  }

  /// Adding or removing a field that was left to its default is a change too: the default was
  /// frozen when the training was created.
  private static ValidationRule immutable(String field) {
    return rule(
        "has(self.%1$s) == has(oldSelf.%1$s) && (!has(self.%1$s) || self.%1$s == oldSelf.%1$s)"
            .formatted(field),
        field + " is immutable, set or not: create another training",
        field);
  }

  private static ValidationRule storageSize() {
    return rule(
        "!(%s) || (%s && quantity(self.%3$s).compareTo(quantity(oldSelf.%3$s)) >= 0)"
            .formatted(hasAll("oldSelf", SIZE), hasAll("self", SIZE), SIZE),
        SIZE + " may only grow: a volume cannot shrink",
        SIZE);
  }

  /// Returns `has(self.a) && has(self.a.b)` for `a.b`.
  private static String hasAll(String self, String path) {
    StringBuilder cel = new StringBuilder();
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      cel.append("has(%s.%s) && ".formatted(self, path.substring(0, dot)));
    }
    return cel.append("has(%s.%s)".formatted(self, path)).toString();
  }

  private static ValidationRule name() {
    return rule(
        "self.metadata.name.matches('%s')".formatted(MetadataSpec.NAME),
        "metadata.name must be " + wordingOfNames(),
        "metadata.name");
  }

  private static ValidationRule nameIsNotAuto() {
    return rule(
        "self.metadata.name != 'auto'",
        "metadata.name must not be auto: spec.profile auto means that the operator chooses",
        "metadata.name");
  }

  private static String wordingOfNames() {
    try {
      return Objects.requireNonNull(
              MetadataSpec.class.getDeclaredField("name").getAnnotation(Wording.class))
          .value();
    } catch (NoSuchFieldException e) {
      throw new LinkageError("metadata must have a name", e);
    }
  }

  private static ValidationRule rule(String cel, String message, String path) {
    return new ValidationRuleBuilder()
        .withRule(cel)
        .withMessage(message)
        .withFieldPath("." + path)
        .withReason("FieldValueInvalid")
        .build();
  }

  private static boolean has(JSONSchemaProps schema, String path) {
    int dot = path.indexOf('.');
    JSONSchemaProps below = schema.getProperties().get(dot < 0 ? path : path.substring(0, dot));
    return below != null && (dot < 0 || has(below, path.substring(dot + 1)));
  }
}
