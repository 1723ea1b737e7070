package dev.alphazero.worker.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A second process locks a run folder and appends to its log until it is killed.
final class KilledProcessTest {
  @TempDir Path folder;

  @Test
  void theKillLosesNoAcknowledgedEpisodeAndFreesTheFolder() throws Exception {
    Process process = start();
    int acknowledged = 0;
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("locked");
      assertThatThrownBy(() -> RunLock.acquire(folder))
          .isInstanceOf(RunFolderException.class)
          .hasMessageContaining("is in use by process " + process.pid());
      for (int look = 0; look < 2; look++) {
        assertThat(RunLock.isHeld(folder)).isTrue();
      }
      while (acknowledged < 50) {
        acknowledged = Integer.parseInt(lines.readLine());
      }
      process.destroyForcibly().waitFor();
    }
    assertThat(RunLock.isHeld(folder)).isFalse();
    try (RunLock _ = RunLock.acquire(folder);
        EpisodeLog log = Appender.open(folder)) {
      List<Episode> found = EpisodeLogTest.all(log);
      assertThat(found).hasSizeGreaterThanOrEqualTo(acknowledged);
      assertThat(found).isEqualTo(TestEpisodes.range(0, found.size()));
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Appender.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// The second process.
  static final class Appender {
    private Appender() {}

    static EpisodeLog open(Path folder) {
      return EpisodeLog.open(
          folder, TestEpisodes.GAME, TestEpisodes.LAYOUT, 2000, DurableFiles.disk());
    }

    public static void main(String[] args) {
      Path folder = Path.of(args[0]);
      try (RunLock _ = RunLock.acquire(folder);
          EpisodeLog log = open(folder)) {
        System.out.println("locked");
        int index = 0;
        while (!System.out.checkError()) {
          log.append(TestEpisodes.range(index, index + 3));
          index += 3;
          System.out.println(index);
        }
      }
    }
  }
}
