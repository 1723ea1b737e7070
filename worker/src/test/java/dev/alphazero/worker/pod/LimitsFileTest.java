package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.progress.Limits;
import dev.alphazero.crd.role.LimitsYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The limits of a learner that runs.
final class LimitsFileTest {
  private static final Limits CONFIGURED = new Limits(null, 100L, null, "1h", null);
  private static final Limits RAISED = new Limits(null, 200L, null, null, 0.01);

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();
  private long nanos = Long.MAX_VALUE - 3; // a clock may wrap around

  @Test
  void withoutAFileTheConfigurationHolds() {
    LimitsFile limits = limits();
    later();
    assertThat(limits.get()).isEqualTo(CONFIGURED);
    assertThat(lines).isEmpty();
  }

  @Test
  void theFileWinsAndIsReadAgain() throws IOException {
    write(LimitsYaml.write(CONFIGURED));
    LimitsFile limits = limits();
    write(LimitsYaml.write(RAISED));
    assertThat(limits.get()).as("at once").isEqualTo(CONFIGURED);
    later();
    assertThat(limits.get()).isEqualTo(RAISED);
    assertThat(lines).containsExactly("limits: games=200 errorRate=0.01");
    assertThat(limits().get()).as("another start").isEqualTo(RAISED);
  }

  @Test
  void aFileThatIsTakenAwayOrDamagedChangesNothing() throws IOException {
    write(LimitsYaml.write(RAISED));
    LimitsFile limits = limits();
    lines.clear();
    for (String bad :
        List.of("", "version: 2\nlimits: {}\n", "version: 1\nlimits: {moons: 3}\n", "{")) {
      write(bad);
      later();
      assertThat(limits.get()).isEqualTo(RAISED);
      later();
      limits.get();
    }
    assertThat(lines)
        .as("each is told once")
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).startsWith("the limits stay as they are: "));
    Files.delete(folder.resolve(LimitsYaml.FILE));
    later();
    assertThat(limits.get()).isEqualTo(RAISED);
  }

  @Test
  void aLimitThatIsTakenAwayIsNone() throws IOException {
    LimitsFile limits = limits();
    write(LimitsYaml.write(new Limits(null, null, null, null, null)));
    later();
    assertThat(limits.get().text()).isEmpty();
    assertThat(lines).containsExactly("limits: none");
  }

  private LimitsFile limits() {
    return new LimitsFile(folder.resolve(LimitsYaml.FILE), CONFIGURED, () -> nanos, lines::add);
  }

  private void later() {
    nanos += LimitsFile.REREAD.toNanos();
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve(LimitsYaml.FILE), text);
  }
}
