package dev.alphazero.crd.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/conditions.md` explains every word, in the order of the constants.
final class ConditionsDocTest {
  private static final Path DOC = Path.of("../docs/conditions.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

  @Test
  void everyTypeIsExplained() throws IOException {
    assertThat(rows("## Types", "## Reasons"))
        .containsExactlyElementsOf(constants(Conditions.class));
  }

  @Test
  void everyReasonIsExplained() throws IOException {
    assertThat(rows("## Reasons", "## Reasons of a resolution"))
        .containsExactlyElementsOf(constants(Reasons.class));
  }

  @Test
  void everyConstantIsItsNameInCamelCase() {
    assertThat(List.of(Conditions.class, Reasons.class))
        .flatExtracting(type -> Arrays.asList(type.getDeclaredFields()))
        .allSatisfy(
            field ->
                assertThat(value((Field) field))
                    .isEqualToIgnoringCase(((Field) field).getName().replace("_", "")));
  }

  private static List<String> rows(String from, String to) throws IOException {
    String text = Files.readString(DOC);
    String section = text.substring(text.indexOf(from), text.indexOf(to));
    return ROW.matcher(section).results().map((MatchResult row) -> row.group(1)).toList();
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> Modifier.isPublic(field.getModifiers()))
        .map(ConditionsDocTest::value)
        .toList();
  }

  private static String value(Field field) {
    try {
      return String.valueOf(field.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a constant must be public", e);
    }
  }
}
