package dev.alphazero.crd.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.ProfileDocument;
import dev.alphazero.crd.TrainingDocument;
import dev.alphazero.crd.read.ResourceReader.FileValues;
import dev.alphazero.crd.schema.CrossFieldRules;
import dev.alphazero.crd.schema.Rule;
import dev.alphazero.crd.schema.Schema;
import dev.alphazero.crd.schema.SchemaOf;
import dev.alphazero.crd.schema.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/// Each rule is written twice, as CEL for the API server and in Java for the local reader: the two
/// agree on every specification of the tables, of the examples and of generated combinations.
final class RulesAsCelTest {
  private static final Schema.Fields TRAINING = SchemaOf.record(TrainingDocument.class);
  private static final Schema.Fields SPEC =
      (Schema.Fields) Objects.requireNonNull(TRAINING.fields().get("spec")).schema();
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final int RANDOM = 3_000;

  private enum Outcome {
    KEPT,
    BROKEN
  }

  @TestFactory
  Stream<DynamicTest> aRuleAcrossFieldsIsTheSameInCelAndInJava() {
    List<Map<String, Object>> specs = Stream.concat(written(), random()).toList();
    return CrossFieldRules.ALL.stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.message(),
                    () -> {
                      assertAgree(rule.message(), rule.cel(), holds(rule), SPEC, specs.stream());
                      assertBoth(rule.message(), rule.cel(), holds(rule), SPEC);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aRuleInsideAnObjectIsTheSameInCelAndInJava() {
    Map<String, Schema.Fields> objects = new LinkedHashMap<>();
    collect(TRAINING, objects);
    collect(SchemaOf.record(ProfileDocument.class), objects);
    return objects.entrySet().stream()
        .flatMap(
            object ->
                object.getValue().rules().stream()
                    .map(
                        rule ->
                            DynamicTest.dynamicTest(
                                object.getKey() + ": " + rule.message(),
                                () ->
                                    assertBoth(
                                        rule.message(),
                                        rule.cel(),
                                        rule.holds(),
                                        object.getValue()))));
  }

  @Test
  void aDifferenceNamesTheRuleAndTheSpecification() {
    assertThat(
            differences(
                "seed must be even",
                "!has(self.seed) || self.seed % 2 == 0",
                spec -> !(spec.get("seed") instanceof Long seed) || seed > 1,
                SPEC,
                Stream.of(Map.of(), Map.of("seed", 1L), Map.of("seed", 2L), Map.of("seed", 3L))))
        .containsExactly("seed must be even: CEL false, Java true for {seed=3}");
  }

  private static Predicate<Map<String, Object>> holds(Rule rule) {
    return spec -> rule.holds().test(new FileValues(spec));
  }

  /// Over every combination of the fields that the rule names, of which some must break it.
  private static void assertBoth(
      String message, String cel, Predicate<Map<String, Object>> holds, Schema.Fields schema) {
    assertAgree(message, cel, holds, schema, new Samples(schema, cel).all());
    EnumSet<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    new Samples(schema, cel)
        .all()
        .forEach(object -> outcomes.add(holds.test(object) ? Outcome.KEPT : Outcome.BROKEN));
    assertThat(outcomes).containsExactly(Outcome.values());
  }

  private static void assertAgree(
      String message,
      String cel,
      Predicate<Map<String, Object>> holds,
      Schema.Fields schema,
      Stream<Map<String, Object>> objects) {
    assertThat(differences(message, cel, holds, schema, objects)).isEmpty();
  }

  private static List<String> differences(
      String message,
      String cel,
      Predicate<Map<String, Object>> holds,
      Schema.Fields schema,
      Stream<Map<String, Object>> objects) {
    Cel rule = new Cel(cel);
    return objects
        .filter(object -> rule.holds(schema, object) != holds.test(object))
        .map(
            object ->
                "%s: CEL %s, Java %s for %s"
                    .formatted(message, rule.holds(schema, object), holds.test(object), object))
        .limit(5)
        .toList();
  }

  /// What the tables and the examples set, as far as each can be read; a game is always there, as
  /// the schema requires it.
  private static Stream<Map<String, Object>> written() {
    return Stream.concat(badFiles(), examples())
        .map(text -> new ResourceReader("file").read(ResourceReader.bytesOf(text), TRAINING, true))
        .filter(tree -> Tree.at(tree, "spec.game.name") != null)
        .map(tree -> Tree.map(tree.get("spec")));
  }

  private static Stream<String> badFiles() {
    try (InputStream in = RulesAsCelTest.class.getResourceAsStream("/bad-trainings.yaml")) {
      List<Map<String, Object>> rows = new Yaml().load(in);
      return rows.stream().map(row -> String.valueOf(row.get("file")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> examples() {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList()) {
        texts.add(Files.readString(file));
      }
      return texts.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Specifications that set fields of all rules at once.
  private static Stream<Map<String, Object>> random() {
    Samples samples =
        new Samples(
            SPEC, CrossFieldRules.ALL.stream().map(Rule::cel).collect(Collectors.joining(" ")));
    SplittableRandom random = new SplittableRandom(7);
    return Stream.generate(() -> samples.any(random)).limit(RANDOM);
  }

  /// Objects that have rules, by the name of their record.
  private static void collect(Schema schema, Map<String, Schema.Fields> objects) {
    switch (schema) {
      case Schema.Fields fields -> {
        if (!fields.rules().isEmpty()) {
          objects.putIfAbsent(fields.name() + fields.fields().keySet(), fields);
        }
        fields.fields().values().forEach(field -> collect(field.schema(), objects));
      }
      case Schema.ListOf items -> collect(items.items(), objects);
      case Schema.MapOf entries -> collect(entries.values(), objects);
      case Schema.Text _, Schema.Int _, Schema.Num _, Schema.EnumOf _, Schema.Bool _ -> {}
    }
  }
}
