package dev.alphazero.worker.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.replay.LogRepair.Learned;
import dev.alphazero.worker.replay.LogRepair.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log of three segments of four episodes, of which something is lost.
final class LogRepairTest {
  private static final int PER_SEGMENT = 4;
  private static final int ALL = 3 * PER_SEGMENT;

  /// In lockstep terms a segment is a generation.
  private static final List<Episode> EPISODES = episodes();

  @TempDir Path folder;
  private Path log;

  private static List<Episode> episodes() {
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < ALL + 2; i++) {
      episodes.add(TestEpisodes.episode(i / PER_SEGMENT, i));
    }
    return episodes;
  }

  @BeforeEach
  void logTwelveEpisodes() {
    log = folder.resolve("log");
    write(log);
  }

  private static void write(Path into) {
    for (int i = 0; i < ALL; i += PER_SEGMENT) {
      try (EpisodeLog open =
          EpisodeLog.open(into, TestEpisodes.GAME, TestEpisodes.LAYOUT, 200, DurableFiles.disk())) {
        open.append(EPISODES.subList(i, i + PER_SEGMENT));
      }
    }
  }

  @Test
  void aWholeLogIsLeftAlone() throws IOException {
    Map<Path, List<Byte>> before = content(log);
    assertThat(mend(learned(ALL))).isEmpty();
    assertThat(mend(learned(3))).isEmpty();
    assertThat(content(log)).isEqualTo(before);
  }

  @Test
  void aFlippedByteCostsOneEpisodeAtMost() throws IOException {
    for (int segment = 1; segment <= 3; segment++) {
      byte[] bytes = Files.readAllBytes(LogFiles.file(log, segment));
      for (int at = 0; at < bytes.length; at += at >= 8 && at < 12 ? 12 - at : 13) {
        Path damaged = folder.resolve("flipped-%d-%d".formatted(segment, at));
        write(damaged);
        flip(LogFiles.file(damaged, segment), at);
        Loss loss = mend(damaged, learned(ALL), DurableFiles.disk()).orElseThrow();
        assertThat(loss.left()).as("segment=%d at=%d", segment, at).isBetween(ALL - 1L, (long) ALL);
        assertThat(loss.lost()).as("segment=%d at=%d", segment, at).isEqualTo(ALL - loss.left());
        requireGoesOn(damaged, loss, counters(ALL));
      }
    }
  }

  @Test
  void whatWasDamagedIsKeptAside() throws IOException {
    Path file = LogFiles.file(log, 2);
    flip(file, offset(2, 1) + 20);
    byte[] found = Files.readAllBytes(file);
    byte[] newer = Files.readAllBytes(LogFiles.file(log, 3));
    Loss loss = mend(learned(ALL)).orElseThrow();
    assertThat(loss.aside()).hasSize(1);
    assertThat(loss.aside().getFirst())
        .hasParentRaw(log.resolve("damaged"))
        .hasBinaryContent(found);
    assertThat(LogFiles.file(log, 3)).hasBinaryContent(newer);
    assertThat(episodes(log)).isEqualTo(without(5));

    flip(file, offset(2, 0) + 20);
    Loss again = mend(learned(ALL)).orElseThrow();
    assertThat(again.lost()).isEqualTo(1);
    assertThat(again.aside()).doesNotContainAnyElementsOf(loss.aside());
    assertThat(loss.aside().getFirst()).hasBinaryContent(found);
    assertThat(episodes(log)).isEqualTo(without(4, 5));
  }

  @Test
  void aMissingSegmentCostsItsEpisodes() throws IOException {
    Files.delete(LogFiles.file(log, 2));
    Loss loss = mend(learned(ALL)).orElseThrow();
    assertThat(loss).isEqualTo(new Loss(4, 8, 0, List.of()));
    assertThat(episodes(log)).isEqualTo(without(4, 5, 6, 7));
    requireGoesOn(log, loss, counters(ALL));
  }

  @Test
  void aLogThatWasCutOrIsGone() throws IOException {
    Files.delete(LogFiles.file(log, 3));
    assertThat(mend(learned(ALL))).contains(new Loss(4, 8, 0, List.of()));
    Files.delete(LogFiles.file(log, 1));
    Files.delete(LogFiles.file(log, 2));
    Loss loss = mend(learned(ALL)).orElseThrow();
    assertThat(loss.left()).isZero();
    requireGoesOn(log, loss, counters(ALL));
  }

  @Test
  void episodesSinceTheCheckpointCountIfTheyAreLeft() throws IOException {
    flip(LogFiles.file(log, 1), offset(1, 2) + 20);
    flip(LogFiles.file(log, 3), offset(3, 2) + 20);
    Loss loss = mend(learned(9)).orElseThrow();
    assertThat(loss.lost()).isEqualTo(2);
    assertThat(episodes(log)).isEqualTo(without(2, 10));
    LogCounters expected = counters(9).plus(EPISODES.get(9)).plus(EPISODES.get(11));
    requireGoesOn(log, loss, expected);
  }

  @Test
  void withoutACheckpointWhatIsLeftCounts() throws IOException {
    flip(LogFiles.file(log, 2), offset(2, 0) + 20);
    Loss loss = mend(new Learned(LogCounters.ZERO, -1)).orElseThrow();
    assertThat(loss.left()).isEqualTo(ALL - 1);
    try (EpisodeLog open = open(log)) {
      assertThat(open.counters().episodes()).isEqualTo(ALL - 1);
      assertThat(open.deleted().episodes()).isZero();
    }
  }

  @Test
  void aLockstepRunPlaysAgainWhatCameAfterItsCheckpoint() throws IOException {
    flip(LogFiles.file(log, 1), offset(1, 2) + 20);
    Loss loss = mend(new Learned(counters(8), 2)).orElseThrow();
    assertThat(loss.lost()).isEqualTo(1);
    assertThat(loss.again()).isEqualTo(4);
    assertThat(episodes(log)).isEqualTo(without(2).subList(0, 7));
    requireGoesOn(log, loss, counters(8));
  }

  @Test
  void aPowerCutAtAnyOperationCostsNoMore() throws IOException {
    boolean ended = false;
    for (int operations = 0; !ended; operations++) {
      Path damaged = folder.resolve("cut" + operations);
      write(damaged);
      Path file = LogFiles.file(damaged, 2);
      flip(file, offset(2, 1) + 20);
      Files.delete(LogFiles.file(damaged, 3));
      byte[] found = Files.readAllBytes(file);
      FailingDisk disk = new FailingDisk();
      disk.operationsLeft = operations;
      try {
        mend(damaged, learned(ALL), disk);
        ended = true;
      } catch (RunFolderException e) {
        assertThat(e).hasMessageContaining("no power");
      }
      mend(damaged, learned(ALL), DurableFiles.disk());
      assertThat(episodes(damaged)).isEqualTo(without(5, 8, 9, 10, 11));
      assertThat(damaged.resolve("damaged").resolve(String.valueOf(file.getFileName())))
          .hasBinaryContent(found);
      try (EpisodeLog open = open(damaged)) {
        assertThat(open.counters()).isEqualTo(counters(ALL));
      }
    }
  }

  @Test
  void aLogOfAnotherGameOrOfALaterVersionIsNotMended() throws IOException {
    flip(LogFiles.file(log, 3), 60); // a damaged header
    assertThatThrownBy(
            () ->
                LogRepair.mend(log, "ten", TestEpisodes.LAYOUT, learned(ALL), DurableFiles.disk()))
        .isExactlyInstanceOf(RunFolderException.class)
        .hasMessageContaining("belongs to another game");
    flip(LogFiles.file(log, 2), 8);
    Map<Path, List<Byte>> before = content(log);
    assertThatThrownBy(() -> mend(learned(ALL)))
        .isExactlyInstanceOf(RunFolderException.class)
        .hasMessageContaining("is newer than 1");
    assertThat(content(log)).isEqualTo(before);
  }

  /// Opens the log, checks what it counts, fills a window and appends to it.
  private static void requireGoesOn(Path log, Loss loss, LogCounters expected) {
    long samples = episodes(log).stream().mapToLong(Episode::samples).sum();
    WindowSize size = new WindowSize(1000, 1000);
    try (EpisodeLog open = open(log);
        ReplayWindow window =
            ReplayWindow.reload(open, TestEpisodes.LAYOUT, size, open.counters())) {
      assertThat(open.counters()).isEqualTo(expected);
      assertThat(open.deleted().episodes()).isEqualTo(expected.episodes() - loss.left());
      window.checkInvariants();
      assertThat(window.samples()).isEqualTo(expected.samples());
      assertThat(window.size()).isEqualTo(samples);
      open.append(EPISODES.subList(ALL, ALL + 1));
    }
    try (EpisodeLog open = open(log)) {
      assertThat(open.counters()).isEqualTo(expected.plus(EPISODES.get(ALL)));
    }
  }

  private Optional<Loss> mend(Learned learned) {
    return mend(log, learned, DurableFiles.disk());
  }

  private static Optional<Loss> mend(Path log, Learned learned, DurableFiles files) {
    return LogRepair.mend(log, TestEpisodes.GAME, TestEpisodes.LAYOUT, learned, files);
  }

  /// Returns what the checkpoint of a run that is not lockstep was made with.
  private static Learned learned(int episodes) {
    return new Learned(counters(episodes), -1);
  }

  private static LogCounters counters(int episodes) {
    LogCounters counters = LogCounters.ZERO;
    for (Episode episode : EPISODES.subList(0, episodes)) {
      counters = counters.plus(episode);
    }
    return counters;
  }

  private static List<Episode> without(Integer... lost) {
    List<Episode> left = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      if (!List.of(lost).contains(i)) {
        left.add(EPISODES.get(i));
      }
    }
    return left;
  }

  private static List<Episode> episodes(Path log) {
    try (EpisodeLog open = open(log)) {
      return EpisodeLogTest.all(open);
    }
  }

  private static EpisodeLog open(Path log) {
    return EpisodeLog.open(log, TestEpisodes.GAME, TestEpisodes.LAYOUT);
  }

  /// Returns where a record of a segment begins.
  private static int offset(int segment, int record) {
    EpisodeCodec codec = new EpisodeCodec(TestEpisodes.LAYOUT);
    int offset = new SegmentHeader(1, TestEpisodes.GAME, 0, LogCounters.ZERO).bytes();
    for (int i = 0; i < record; i++) {
      Episode episode = EPISODES.get((segment - 1) * PER_SEGMENT + i);
      offset += LogRecord.HEAD_BYTES + codec.encodedBytes(episode);
    }
    return offset;
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 0x10;
    Files.write(file, bytes);
  }

  private static Map<Path, List<Byte>> content(Path folder) throws IOException {
    Map<Path, List<Byte>> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : Files.readAllBytes(file)) {
          bytes.add(b);
        }
        content.put(file, bytes);
      }
    }
    return content;
  }
}
