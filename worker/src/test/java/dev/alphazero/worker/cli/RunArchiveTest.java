package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.run.RunArchive;
import dev.alphazero.worker.run.RunFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The system's own tar is the judge.
final class RunArchiveTest {
  @TempDir Path folder;

  @Test
  void unpackedItIsTheRunWithoutItsLock() throws Exception {
    Path unpacked = unpack(true);
    assertThat(TinyRun.content(unpacked)).isEqualTo(TinyRun.content(TinyRun.folder()));
    assertThat(unpacked.resolve("lock")).doesNotExist();
    Cli verified = Cli.run("verify", unpacked.toString());
    assertThat(verified.exitCode()).as(verified.err()).isZero();
  }

  @Test
  void withoutTheLogItStillPlays() throws Exception {
    Path unpacked = unpack(false);
    assertThat(unpacked.resolve("episodes")).doesNotExist();
    Cli verified = Cli.run("verify", unpacked.toString());
    assertThat(verified.exitCode()).as(verified.err()).isZero();
  }

  @Test
  void aFolderWithoutARunIsRefused() {
    assertThatThrownBy(
            () -> RunArchive.write(new RunFolder(folder), true, OutputStream.nullOutputStream()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("must hold a run");
  }

  private Path unpack(boolean episodes) throws IOException, InterruptedException {
    Path tar = folder.resolve("run.tar");
    try (OutputStream out = Files.newOutputStream(tar)) {
      RunArchive.write(new RunFolder(TinyRun.folder()), episodes, out);
    }
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    Process process =
        new ProcessBuilder("tar", "-xf", tar.toString(), "-C", unpacked.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return unpacked;
  }
}
