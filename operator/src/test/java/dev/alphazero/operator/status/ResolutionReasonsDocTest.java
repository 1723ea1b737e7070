package dev.alphazero.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.operator.resolve.Resolution;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/conditions.md` explains the reasons of a resolution, in the order of the constants.
final class ResolutionReasonsDocTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

  @Test
  void everyReasonIsExplained() throws IOException, IllegalAccessException {
    List<String> reasons = new ArrayList<>();
    for (Field field : Resolution.class.getFields()) {
      reasons.add(String.valueOf(field.get(null)));
    }
    String text = Files.readString(Path.of("../docs/conditions.md"));
    String section = text.substring(text.indexOf("## Reasons of a resolution"));
    assertThat(ROW.matcher(section).results().map(row -> row.group(1)))
        .containsExactlyElementsOf(reasons);
  }
}
