package dev.alphazero.worker.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.FailingDisk;
import dev.alphazero.worker.replay.RunFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IncarnationTest {
  @TempDir Path folder;

  @Test
  void everyStartHasItsOwnIncarnation() throws IOException {
    assertThat(Incarnation.next(folder, DurableFiles.disk())).isEqualTo(1);
    assertThat(Incarnation.next(folder, DurableFiles.disk())).isEqualTo(2);
    FailingDisk disk = new FailingDisk();
    disk.freeBytes = 0;
    assertThatThrownBy(() -> Incarnation.next(folder, disk))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining(folder.resolve("incarnation") + ": the disk is full");
    assertThat(Incarnation.next(folder, DurableFiles.disk())).isEqualTo(3);
    Files.writeString(folder.resolve("incarnation"), "x");
    assertThatThrownBy(() -> Incarnation.next(folder, DurableFiles.disk()))
        .hasMessageContaining("holds 'x'. Write a number larger than any start");
  }
}
