package dev.alphazero.worker.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {
  @TempDir Path folder;

  @Test
  void aSecondLockInTheSameProcessIsRefusedAndTheFirstStays() throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());
    try (RunLock _ = RunLock.acquire(folder)) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> RunLock.acquire(folder))
            .isInstanceOf(RunFolderException.class)
            .hasMessage(
                "run folder "
                    + folder
                    + " is in use by process "
                    + pid
                    + ". Stop that process, or choose another folder with --output.");
      }
      assertThat(Files.readString(folder.resolve("lock"))).isEqualTo(pid + "\n");
    }
    RunLock.acquire(folder).close();
  }

  @Test
  void whoeverLooksDisturbsNobody() throws IOException {
    assertThat(RunLock.isHeld(folder)).isFalse();
    assertThat(folder).isEmptyDirectory();
    try (RunLock _ = RunLock.acquire(folder)) {
      String held = Files.readString(folder.resolve("lock"));
      assertThat(RunLock.isHeld(folder)).isTrue();
      assertThat(RunLock.isHeld(folder.resolve("."))).isTrue();
      assertThat(Files.readString(folder.resolve("lock"))).isEqualTo(held);
    }
    assertThat(RunLock.isHeld(folder)).isFalse();
    RunLock.acquire(folder).close();
  }

  @Test
  void theMissingFolderIsCreated() {
    Path run = folder.resolve("runs/nine");
    RunLock.acquire(run).close();
    assertThat(run.resolve("lock")).exists();
  }

  @Test
  void aFolderThatCannotBeIsAnError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> RunLock.acquire(file.resolve("run")))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("cannot lock " + file.resolve("run/lock"));
  }
}
