package dev.alphazero.worker.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.FailingDisk;
import dev.alphazero.worker.replay.RunFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointStoreTest {
  @TempDir Path folder;

  @Test
  void whatWasSavedIsLoadedBitForBit() {
    CheckpointStore store = store(3);
    assertThat(store.newest(TestRuns.RUN)).isEmpty();
    assertThat(store.oldest()).isEmpty();
    Checkpoint saved = TestRuns.checkpoint(40);
    store.save(saved);
    CheckpointStore.Found found = store.newest(TestRuns.RUN).orElseThrow();
    assertThat(found.file()).isEqualTo(file(40));
    assertThat(found.warnings()).isEmpty();
    assertThat(found.checkpoint()).usingRecursiveComparison().isEqualTo(saved);
    Weights weights = CheckpointStore.load(file(40)).weights();
    assertThat(weights.version()).isEqualTo(new ModelVersion(3, 40));
    assertThat(weights.flat()).isEqualTo(saved.state().average());
  }

  @Test
  void theNewestAreKept() {
    CheckpointStore store = store(2);
    for (long step = 10; step <= 50; step += 10) {
      store.save(TestRuns.checkpoint(step));
    }
    assertThat(store.newestFirst()).containsExactly(file(50), file(40));
    assertThat(store.oldest().orElseThrow().progress().step()).isEqualTo(40);
    store(1).save(TestRuns.checkpoint(50));
    assertThat(store.newestFirst()).containsExactly(file(50));
  }

  @Test
  void theNewestGoodOneIsNeverDeletedInFavourOfADamagedOne() throws IOException {
    CheckpointStore store = store(1);
    store.save(TestRuns.checkpoint(10));
    Files.writeString(file(99), "damaged");
    // The run went on from step 10.
    store.save(TestRuns.checkpoint(20));
    assertThat(store.newestFirst()).containsExactly(file(99), file(20));
    CheckpointStore.Found found = store.newest(TestRuns.RUN).orElseThrow();
    assertThat(found.file()).isEqualTo(file(20));
    assertThat(found.warnings()).singleElement().asString().contains(file(99).toString());
    assertThat(store.oldest().orElseThrow().progress().step()).isEqualTo(20);
  }

  @Test
  void aFlippedByteAnywhereIsReportedAndTheOlderOneUsed() throws IOException {
    CheckpointStore store = store(2);
    store.save(TestRuns.checkpoint(10));
    store.save(TestRuns.checkpoint(20));
    byte[] bytes = Files.readAllBytes(file(20));
    // Every byte of the beginning and of the digest, and every 97th between.
    for (int at = 0; at < bytes.length; at += at < 64 || at >= bytes.length - 64 ? 1 : 97) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 0x04;
      Files.write(file(20), flipped);
      assertFallsBackToTen(store);
    }
  }

  @Test
  void aCutFileIsReportedAndTheOlderOneUsed() throws IOException {
    CheckpointStore store = store(2);
    store.save(TestRuns.checkpoint(10));
    store.save(TestRuns.checkpoint(20));
    byte[] bytes = Files.readAllBytes(file(20));
    for (int length = 0; length < bytes.length; length += length < 64 ? 1 : 211) {
      Files.write(file(20), Arrays.copyOf(bytes, length));
      assertFallsBackToTen(store);
    }
    Files.write(file(20), Arrays.copyOf(bytes, bytes.length + 1));
    assertFallsBackToTen(store);
  }

  private void assertFallsBackToTen(CheckpointStore store) {
    CheckpointStore.Found found = store.newest(TestRuns.RUN).orElseThrow();
    assertThat(found.file()).isEqualTo(file(10));
    assertThat(found.checkpoint().header().progress().step()).isEqualTo(10);
    assertThat(found.warnings())
        .singleElement()
        .asString()
        .startsWith("checkpoint " + file(20) + " cannot be read: it")
        .endsWith(". Restore it from a copy, or delete it.");
  }

  @Test
  void numbersThatAreNoneAreReportedAndTheOlderOneUsed() {
    CheckpointStore store = store(2);
    store.save(TestRuns.checkpoint(10));
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      Checkpoint diverged = TestRuns.checkpoint(20);
      diverged.state().average()[7] = bad;
      store.save(diverged);
      assertFallsBackToTen(store);
      assertThat(store.newest().orElseThrow().progress().step()).isEqualTo(10);
      assertThatThrownBy(() -> CheckpointStore.load(file(20)))
          .hasMessage(
              "checkpoint %s cannot be read: its numbers must be finite, average[7]=%s; the training had diverged. Restore it from a copy, or delete it. The newest older one that can be read is %s.",
              file(20), bad, file(10));
    }
  }

  @Test
  void withoutAGoodOneItIsAnError() throws IOException {
    CheckpointStore store = store(2);
    store.save(TestRuns.checkpoint(10));
    Files.write(file(10), Arrays.copyOf(Files.readAllBytes(file(10)), 1000));
    assertThatThrownBy(() -> store.newest(TestRuns.RUN))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("none of the checkpoints in " + folder + " can be read")
        .hasMessageContaining(file(10) + " cannot be read: its length is not what its beginning");
    assertThatThrownBy(() -> CheckpointStore.load(file(10)))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("Restore it from a copy, or delete it");
    assertThatThrownBy(() -> CheckpointStore.load(file(11)))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("checkpoint " + file(11) + " cannot be read: there is no such file");
  }

  @Test
  void aCheckpointOfAnotherRunNamesFileFieldAndBothValues() {
    CheckpointStore store = store(2);
    store.save(TestRuns.checkpoint(10));
    RunIdentity run = TestRuns.RUN;
    assertRefused(
        store, with(run, "ten", run.network(), run.layoutHash()), "game=nine", "game=ten");
    assertRefused(
        store,
        with(run, run.game(), new NetworkSpec(3, 3, 3, 9, 2, 4), run.layoutHash()),
        "network.blocks=1",
        "network.blocks=2");
    assertRefused(
        store,
        with(run, run.game(), new NetworkSpec(3, 3, 3, 9, 1, 8), run.layoutHash()),
        "network.channels=4",
        "network.channels=8");
    assertRefused(
        store, with(run, run.game(), run.network(), "0"), "layoutHash=" + run.layoutHash(), "=0 w");
  }

  private void assertRefused(CheckpointStore store, RunIdentity run, String found, String wanted) {
    assertThatThrownBy(() -> store.newest(run))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining(file(10) + " belongs to another run: " + found + " in the file")
        .hasMessageContaining(wanted)
        .hasMessageContaining("Choose another folder with --output");
  }

  private static RunIdentity with(RunIdentity run, String game, NetworkSpec network, String hash) {
    return new RunIdentity(
        game, network, hash, run.settingsHash(), run.seed(), run.precision(), run.library());
  }

  @Test
  void otherSettingsAndAnotherLibraryAreNotTheStoresBusiness() {
    CheckpointStore store = store(2);
    store.save(TestRuns.checkpoint(10));
    RunIdentity run =
        new RunIdentity(
            TestRuns.RUN.game(), TestRuns.SPEC, TestRuns.RUN.layoutHash(), "x", 8, "BF16", "y");
    assertThat(store.newest(run)).isPresent();
  }

  @Test
  void aPowerCutAtAnyOperationLeavesTheOldOneOrTheNewOne() throws IOException {
    for (int operations = 0; operations < 20; operations++) {
      Path run = folder.resolve("run" + operations);
      store(run, DurableFiles.disk()).save(TestRuns.checkpoint(10));
      FailingDisk disk = new FailingDisk();
      disk.operationsLeft = operations;
      boolean saved = true;
      try {
        store(run, disk).save(TestRuns.checkpoint(20));
      } catch (RunFolderException e) {
        saved = false;
      }
      CheckpointStore.Found found =
          store(run, DurableFiles.disk()).newest(TestRuns.RUN).orElseThrow();
      assertThat(found.warnings()).isEmpty();
      long step = found.checkpoint().header().progress().step();
      assertThat(step).isIn(saved ? List.of(20L) : List.of(10L, 20L));
      // The next save gets rid of what the crash left.
      store(run, DurableFiles.disk()).save(TestRuns.checkpoint(30));
      try (var files = Files.list(run)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactly("checkpoint-0000000030.azc");
      }
    }
  }

  @Test
  void aFullOrReadOnlyDiskNamesFileAndRemedyAndKeepsTheOldOne() {
    FailingDisk disk = new FailingDisk();
    CheckpointStore store = store(folder, disk);
    store.save(TestRuns.checkpoint(10));
    disk.freeBytes = 1000;
    assertThatThrownBy(() -> store.save(TestRuns.checkpoint(20)))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("cannot write checkpoint " + file(20) + ": the disk is full");
    disk.freeBytes = Long.MAX_VALUE;
    disk.readOnly = true;
    assertThatThrownBy(() -> store.save(TestRuns.checkpoint(20)))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("Make the folder writable for this user");
    assertThat(store.newestFirst()).containsExactly(file(10));
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    assertThat(store.newest(TestRuns.RUN).orElseThrow().checkpoint().header().progress().step())
        .isEqualTo(10);
  }

  private CheckpointStore store(int keep) {
    return new CheckpointStore(folder, keep, DurableFiles.disk());
  }

  private static CheckpointStore store(Path folder, DurableFiles disk) {
    return new CheckpointStore(folder, 1, disk);
  }

  private Path file(long step) {
    return folder.resolve("checkpoint-%010d.azc".formatted(step));
  }
}
