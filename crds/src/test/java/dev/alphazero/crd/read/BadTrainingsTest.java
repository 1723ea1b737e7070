package dev.alphazero.crd.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alphazero.crd.schema.CrossFieldRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/// The table `bad-trainings.yaml`.
final class BadTrainingsTest {
  private static final List<Case> CASES = cases();

  private record Case(String name, String file, List<String> problems) {}

  @TestFactory
  Stream<DynamicTest> everyBadFileIsRefusedWithAllItsProblems() {
    return CASES.stream()
        .map(
            bad ->
                DynamicTest.dynamicTest(
                    bad.name,
                    () -> {
                      TrainingFileException refusal =
                          catchThrowableOfType(
                              TrainingFileException.class,
                              () -> TrainingReader.read("bad.yaml", bad.file, List.of()));
                      assertThat(refusal).as(bad.file).isNotNull();
                      assertThat(refusal.problems())
                          .extracting(Problem::text)
                          .containsExactlyElementsOf(bad.problems);
                    }));
  }

  @Test
  void everyRuleAcrossFieldsHasACase() {
    List<String> problems = CASES.stream().flatMap(bad -> bad.problems.stream()).toList();
    assertThat(CrossFieldRules.ALL)
        .allSatisfy(
            rule ->
                assertThat(problems).anyMatch(problem -> problem.contains(": " + rule.message())));
  }

  private static List<Case> cases() {
    try (InputStream in = BadTrainingsTest.class.getResourceAsStream("/bad-trainings.yaml")) {
      List<Map<String, Object>> rows = new Yaml().load(in);
      return rows.stream().map(BadTrainingsTest::toCase).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case toCase(Map<String, Object> row) {
    List<?> problems = (List<?>) Objects.requireNonNull(row.get("problems"));
    return new Case(
        String.valueOf(row.get("name")),
        String.valueOf(row.get("file")),
        problems.stream().map(String::valueOf).toList());
  }
}
