package dev.alphazero.worker.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayWindowTest {
  private static final SampleLayout LAYOUT = TestEpisodes.LAYOUT;

  @TempDir Path folder;

  @Test
  void holdsTheNewestRowsInOrder() {
    List<Episode> episodes = TestEpisodes.range(0, 400);
    try (ReplayWindow window = new ReplayWindow(LAYOUT, new WindowSize(100, 10_000))) {
      long samples = 0;
      for (Episode episode : episodes) {
        window.add(episode);
        window.checkInvariants();
        samples += episode.samples();
        assertThat(window.samples()).isEqualTo(samples);
        if (episode.samples() > 0) {
          assertThat(row(window, samples - 1)).isEqualTo(row(episode, episode.samples() - 1));
        }
      }
      assertThat(window.size()).isEqualTo(new WindowSize(100, 10_000).size(samples));
      long sample = samples;
      for (int i = episodes.size() - 1; i >= 0; i--) {
        for (int row = episodes.get(i).samples() - 1; row >= 0; row--) {
          sample--;
          if (sample >= window.firstSample()) {
            assertThat(row(window, sample)).isEqualTo(row(episodes.get(i), row));
          }
        }
      }
    }
  }

  @Test
  void memoryIsUsedAgainWhenTheWindowMovesOn() {
    // A chunk holds 1 MiB / 42 bytes = 24,966 rows.
    WindowSize size = new WindowSize(30_000, 30_000);
    try (ReplayWindow window = new ReplayWindow(LAYOUT, size)) {
      List<Episode> episodes = TestEpisodes.range(0, 1000);
      for (int round = 0; round < 50; round++) {
        episodes.forEach(window::add);
        window.checkInvariants();
      }
      assertThat(window.samples()).isGreaterThan(150_000);
      assertThat(window.size()).isEqualTo(30_000);
      Episode last = episodes.getLast();
      assertThat(row(window, window.samples() - last.samples())).isEqualTo(row(last, 0));
    }
  }

  @Test
  void drawsTheSameForTheSameSeedAndStepOnly() {
    try (ReplayWindow window = new ReplayWindow(LAYOUT, new WindowSize(50, 50))) {
      TestEpisodes.range(0, 100).forEach(window::add);
      assertThat(draw(window, 1, 7)).isEqualTo(draw(window, 1, 7));
      assertThat(draw(window, 1, 7)).isNotEqualTo(draw(window, 1, 8));
      assertThat(draw(window, 1, 7)).isNotEqualTo(draw(window, 2, 7));
    }
  }

  @Test
  void drawsUniformlyFromTheWindowAlone() {
    try (ReplayWindow window = new ReplayWindow(LAYOUT, new WindowSize(50, 50))) {
      TestEpisodes.range(0, 100).forEach(window::add);
      int[] counts = new int[50];
      for (int step = 0; step < 100; step++) {
        for (long sample : draw(window, 3, step)) {
          counts[(int) (sample - window.firstSample())]++;
        }
      }
      // 2000 expected each; five standard deviations are 221.
      for (int count : counts) {
        assertThat(count).isBetween(1779, 2221);
      }
    }
  }

  @Test
  void anEmptyWindowCannotBeDrawnFrom() {
    try (ReplayWindow window = new ReplayWindow(LAYOUT, new WindowSize(50, 50))) {
      assertThatThrownBy(() -> draw(window, 1, 1)).hasMessageContaining("size=0");
    }
  }

  @Test
  void theLogGivesTheWindowBack() {
    WindowSize size = new WindowSize(60, 150);
    List<Episode> episodes = TestEpisodes.range(0, 300);
    try (EpisodeLog log = log(2000);
        ReplayWindow direct = new ReplayWindow(LAYOUT, size)) {
      for (int i = 0; i < episodes.size(); i += 5) {
        log.append(episodes.subList(i, i + 5));
        episodes.subList(i, i + 5).forEach(direct::add);
        log.deleteBefore(direct.firstSample());
        if (i % 25 == 0) {
          try (ReplayWindow reloaded = ReplayWindow.reload(log, LAYOUT, size, log.counters())) {
            reloaded.checkInvariants();
            assertSame(direct, reloaded);
          }
        }
      }
      assertThat(log.deleted().samples()).isPositive();
    }
  }

  @Test
  void theLogGivesAnEarlierWindowBack() {
    WindowSize size = new WindowSize(60, 150);
    List<Episode> episodes = TestEpisodes.range(0, 100);
    try (EpisodeLog log = log(2000);
        ReplayWindow direct = new ReplayWindow(LAYOUT, size)) {
      log.append(episodes.subList(0, 70));
      LogCounters then = log.counters();
      episodes.subList(0, 70).forEach(direct::add);
      log.append(episodes.subList(70, 100));
      try (ReplayWindow reloaded = ReplayWindow.reload(log, LAYOUT, size, then)) {
        assertSame(direct, reloaded);
        // Playing on goes on as if nothing had happened.
        episodes.subList(70, 100).forEach(direct::add);
        episodes.subList(70, 100).forEach(reloaded::add);
        assertSame(direct, reloaded);
      }
    }
  }

  @Test
  void aLargerWindowThanTheLogHoldsStartsWhereTheLogStarts() {
    try (EpisodeLog log = log(2000)) {
      for (Episode episode : TestEpisodes.range(0, 100)) {
        log.append(List.of(episode));
      }
      log.deleteBefore(200);
      long first = log.deleted().samples();
      assertThat(first).isBetween(1L, 200L);
      try (ReplayWindow window =
          ReplayWindow.reload(log, LAYOUT, new WindowSize(9999, 9999), log.counters())) {
        window.checkInvariants();
        assertThat(window.firstSample()).isEqualTo(first);
        assertThat(window.samples()).isEqualTo(log.counters().samples());
      }
    }
  }

  @Test
  void aLogThatIsBehindItsCheckpointIsAnError() {
    try (EpisodeLog log = log(2000)) {
      LogCounters ahead = LogCounters.ZERO.plus(TestEpisodes.episode(0, 0));
      assertThatThrownBy(() -> ReplayWindow.reload(log, LAYOUT, new WindowSize(9, 9), ahead))
          .isInstanceOf(RunFolderException.class)
          .hasMessageContaining("episodes=1 in the checkpoint, 0 in the log");
    }
  }

  private EpisodeLog log(long segmentBytes) {
    return EpisodeLog.open(folder, TestEpisodes.GAME, LAYOUT, segmentBytes, DurableFiles.disk());
  }

  private static void assertSame(ReplayWindow expected, ReplayWindow actual) {
    assertThat(actual.samples()).isEqualTo(expected.samples());
    assertThat(actual.firstSample()).isEqualTo(expected.firstSample());
    for (long s = expected.firstSample(); s < expected.samples(); s++) {
      assertThat(row(actual, s)).isEqualTo(row(expected, s));
    }
    if (expected.size() > 0) {
      assertThat(draw(actual, 5, 6)).isEqualTo(draw(expected, 5, 6));
    }
  }

  private static long[] draw(ReplayWindow window, long seed, long step) {
    long[] drawn = new long[1000];
    window.draw(seed, step, drawn, drawn.length);
    return drawn;
  }

  private static byte[] row(ReplayWindow window, long sample) {
    return row(window.rows(sample), window.offset(sample));
  }

  private static byte[] row(Episode episode, int row) {
    return row(MemorySegment.ofArray(episode.rows()), (long) row * LAYOUT.rowBytes());
  }

  private static byte[] row(MemorySegment rows, long at) {
    return rows.asSlice(at, LAYOUT.rowBytes()).toArray(ValueLayout.JAVA_BYTE);
  }
}
