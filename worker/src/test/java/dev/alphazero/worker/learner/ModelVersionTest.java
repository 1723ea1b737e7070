package dev.alphazero.worker.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.FailingDisk;
import dev.alphazero.worker.replay.RunFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelVersionTest {
  @TempDir Path folder;

  @Test
  void aLaterIncarnationIsNewerWhateverItsStep() {
    List<ModelVersion> ascending =
        List.of(
            new ModelVersion(0, 0),
            new ModelVersion(1, 0),
            new ModelVersion(1, 9),
            new ModelVersion(2, 3),
            new ModelVersion((1 << 23) - 1, (1L << 40) - 1));
    assertThat(ascending).isSorted();
    assertThat(ascending).extracting(ModelVersion::packed).isSorted();
    for (ModelVersion version : ascending) {
      assertThat(ModelVersion.ofPacked(version.packed())).isEqualTo(version);
    }
    assertThatThrownBy(() -> new ModelVersion(0, 1L << 40))
        .hasMessageContaining("step=1099511627776");
  }

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
