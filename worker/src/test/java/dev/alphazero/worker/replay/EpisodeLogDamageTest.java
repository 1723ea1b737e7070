package dev.alphazero.worker.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Crashes, damage and failing disks: nothing durable is lost silently, and errors say what to do.
final class EpisodeLogDamageTest {
  private static final List<Episode> EPISODES = TestEpisodes.range(0, 30);

  @TempDir Path folder;
  private Path first;
  private byte[] bytes;
  private int lastRecord;

  @BeforeEach
  void logFourEpisodes() throws IOException {
    try (EpisodeLog log = open()) {
      log.append(EPISODES.subList(0, 4));
    }
    first = LogFiles.file(folder, 1);
    bytes = Files.readAllBytes(first);
    lastRecord =
        bytes.length
            - LogRecord.HEAD_BYTES
            - new EpisodeCodec(TestEpisodes.LAYOUT).encodedBytes(EPISODES.get(3));
  }

  @Test
  void aTailTornAtAnyByteIsCutOffAndTheLogGoesOn() throws IOException {
    for (int length = lastRecord; length < bytes.length; length++) {
      Files.write(first, Arrays.copyOf(bytes, length));
      try (EpisodeLog log = open()) {
        assertThat(log.tornBytes()).isEqualTo(length - lastRecord);
        assertThat(log.appendNew(EPISODES.subList(2, 5))).isEqualTo(2);
        assertThat(EpisodeLogTest.all(log)).isEqualTo(EPISODES.subList(0, 5));
      }
    }
  }

  @Test
  void aTailThatAPowerCutFilledWithZerosIsCutOff() throws IOException {
    for (int good = lastRecord; good < bytes.length - 20; good++) {
      byte[] zeroed = Arrays.copyOf(Arrays.copyOf(bytes, good), bytes.length + 100);
      Files.write(first, zeroed);
      try (EpisodeLog log = open()) {
        assertThat(log.tornBytes()).isEqualTo(zeroed.length - lastRecord);
        assertThat(EpisodeLogTest.all(log)).isEqualTo(EPISODES.subList(0, 3));
      }
    }
  }

  @Test
  void aFlippedByteBeforeTheLastRecordIsAnErrorThatNamesFileAndRemedy() throws IOException {
    for (int at = 0; at < lastRecord; at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 0x10;
      Files.write(first, flipped);
      assertThatThrownBy(this::open)
          .isInstanceOf(RunFolderException.class)
          .hasMessageContaining(first.toString())
          .hasMessageMatching("(?s).*(Restore|newer than).*");
      assertThat(Files.readAllBytes(first)).isEqualTo(flipped);
    }
  }

  @Test
  void aFlippedByteInTheMiddleSaysWhereAndHowToGoOn() throws IOException {
    int secondRecord = new SegmentHeader(1, TestEpisodes.GAME, 0, LogCounters.ZERO).bytes();
    bytes[secondRecord + 100] ^= 1;
    Files.write(first, bytes);
    assertThatThrownBy(this::open)
        .hasMessage(
            "episode log %1$s is damaged: the record at byte %2$d cannot be read, its checksum differs."
                    .formatted(first, secondRecord)
                + " Restore the file from a copy; or go on from the newest checkpoint with the games"
                + " that are left: add --accept-lost-games to the same command (in a cluster, the"
                + " variable ALPHAZERO_ACCEPT_LOST_GAMES=true to spec.pods.learner.env).");
  }

  @Test
  void aSegmentCutBeforeTheLastIsAnError() throws IOException {
    try (EpisodeLog log =
        EpisodeLog.open(folder, TestEpisodes.GAME, TestEpisodes.LAYOUT, 100, DurableFiles.disk())) {
      log.append(EPISODES.subList(4, 6));
    }
    Files.write(first, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(this::open)
        .hasMessageContaining("is damaged: the record at byte " + lastRecord);
    // Cut at a record's end, it is the next segment that knows better.
    Files.write(first, Arrays.copyOf(bytes, lastRecord));
    assertThatThrownBy(this::open).hasMessageContaining("episodes=4 before it, but 3 are there");
  }

  @Test
  void aMissingSegmentIsAnError() throws IOException {
    for (int i = 4; i < 10; i++) {
      try (EpisodeLog log =
          EpisodeLog.open(
              folder, TestEpisodes.GAME, TestEpisodes.LAYOUT, 100, DurableFiles.disk())) {
        log.append(List.of(EPISODES.get(i)));
      }
    }
    Files.delete(LogFiles.file(folder, 3));
    assertThatThrownBy(this::open)
        .hasMessageContaining(
            LogFiles.file(folder, 4) + " does not follow " + LogFiles.file(folder, 2));
  }

  @Test
  void aLogOfAnotherGameLayoutOrVersionIsAnError() throws IOException {
    assertThatThrownBy(() -> EpisodeLog.open(folder, "ten", TestEpisodes.LAYOUT))
        .hasMessageContaining("game=nine in the file, game=ten wanted");
    SampleLayout other = new SampleLayout(TestEpisodes.LAYOUT.planes(), 10);
    assertThatThrownBy(() -> EpisodeLog.open(folder, TestEpisodes.GAME, other))
        .hasMessageContaining("layout=%016x in the file".formatted(TestEpisodes.LAYOUT.hash()))
        .hasMessageContaining("layout=%016x wanted".formatted(other.hash()));
    bytes[8] = 2;
    Files.write(first, bytes);
    assertThatThrownBy(this::open).hasMessageContaining("format version 2 is newer than 1");
    Files.writeString(first, "not a log, whatever its name says");
    assertThatThrownBy(this::open).hasMessageContaining("too short");
  }

  @Test
  void aFullDiskNamesTheFileAndKeepsWhatWasGood() {
    for (int free = 0; free < 400; free += 7) {
      FailingDisk disk = new FailingDisk();
      try (EpisodeLog log = open(disk)) {
        disk.freeBytes = free;
        assertThatThrownBy(() -> log.append(EPISODES.subList(4, 30)))
            .isInstanceOf(RunFolderException.class)
            .hasMessageContaining("cannot append episodes to " + first + ": the disk is full")
            .hasMessageContaining("Free some space and run the same command again");
        assertThat(log.counters().episodes()).isEqualTo(4);
        assertThat(first).hasSize(bytes.length);
      }
      assertThat(first).hasBinaryContent(bytes);
    }
  }

  @Test
  void aDiskWithRoomAgainTakesTheSameEpisodes() {
    FailingDisk disk = new FailingDisk();
    try (EpisodeLog log = open(disk)) {
      disk.freeBytes = 300;
      assertThatThrownBy(() -> log.append(EPISODES.subList(4, 30)))
          .isInstanceOf(RunFolderException.class);
      disk.freeBytes = Long.MAX_VALUE;
      disk.syncFails = true;
      assertThatThrownBy(() -> log.append(EPISODES.subList(4, 30)))
          .hasMessageContaining("Input/output error");
      disk.syncFails = false;
      log.append(EPISODES.subList(4, 30));
      assertThat(EpisodeLogTest.all(log)).isEqualTo(EPISODES);
    }
    try (EpisodeLog log = open()) {
      assertThat(EpisodeLogTest.all(log)).isEqualTo(EPISODES);
    }
  }

  @Test
  void aPowerCutAtAnyOperationLosesNothingDurable() throws IOException {
    for (int operations = 0; operations < 40; operations++) {
      Path run = folder.resolve("run" + operations);
      FailingDisk disk = new FailingDisk();
      disk.operationsLeft = operations;
      int durable = 0;
      try (EpisodeLog log =
          EpisodeLog.open(run, TestEpisodes.GAME, TestEpisodes.LAYOUT, 500, disk)) {
        while (durable < 8) {
          log.append(EPISODES.subList(durable, durable + 1));
          durable++;
        }
      } catch (RunFolderException e) {
        assertThat(e).hasMessageContaining("no power");
      }
      try (EpisodeLog log = EpisodeLog.open(run, TestEpisodes.GAME, TestEpisodes.LAYOUT)) {
        List<Episode> found = EpisodeLogTest.all(log);
        assertThat(found.size()).isBetween(durable, durable + 1);
        assertThat(found).isEqualTo(EPISODES.subList(0, found.size()));
      }
      assertThat(run).isDirectoryNotContaining("glob:**.tmp");
    }
  }

  @Test
  void aReadOnlyFolderNamesFileAndRemedy() {
    FailingDisk disk = new FailingDisk();
    disk.readOnly = true;
    assertThatThrownBy(() -> open(disk))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("Make the folder writable for this user, or choose another");
  }

  private EpisodeLog open() {
    return open(DurableFiles.disk());
  }

  private EpisodeLog open(DurableFiles disk) {
    return EpisodeLog.open(
        folder, TestEpisodes.GAME, TestEpisodes.LAYOUT, EpisodeLog.DEFAULT_SEGMENT_BYTES, disk);
  }
}
