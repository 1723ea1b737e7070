package dev.alphazero.worker.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EpisodeLogTest {
  private static final List<Episode> EPISODES = TestEpisodes.range(0, 60);

  @TempDir Path folder;

  @Test
  void whatWasAppendedIsThereAfterOpeningAgain() {
    try (EpisodeLog log = open(1500)) {
      log.append(EPISODES.subList(0, 20));
      log.append(List.of());
    }
    try (EpisodeLog log = open(1500)) {
      log.append(EPISODES.subList(20, 60));
    }
    try (EpisodeLog log = open(1500)) {
      assertThat(all(log)).isEqualTo(EPISODES);
      assertThat(log.counters()).isEqualTo(count(EPISODES));
      assertThat(log.deleted()).isEqualTo(LogCounters.ZERO);
      assertThat(log.tornBytes()).isZero();
    }
  }

  @Test
  void countersCount() {
    try (EpisodeLog log = open(1500)) {
      log.append(EPISODES);
      LogCounters counters = log.counters();
      assertThat(counters.episodes()).isEqualTo(60);
      assertThat(counters.nextIndex()).isEqualTo(60);
      assertThat(counters.wins() + counters.draws() + counters.losses()).isEqualTo(60);
      assertThat(counters.plies())
          .isEqualTo(EPISODES.stream().mapToLong(Episode::plies).sum())
          .isGreaterThan(counters.samples());
      assertThat(counters.capped())
          .isEqualTo(EPISODES.stream().filter(Episode::capped).count())
          .isPositive();
      assertThat(counters.resigned())
          .isEqualTo(EPISODES.stream().filter(Episode::resigned).count())
          .isPositive();
    }
  }

  @Test
  void readsBothWaysWithNumbers() {
    try (EpisodeLog log = open(1500)) {
      for (Episode episode : EPISODES) {
        log.append(List.of(episode));
      }
      List<String> forward = new ArrayList<>();
      log.readOldestFirst(0, (number, sample, e) -> forward.add(number + " " + sample + " " + e));
      List<String> backward = new ArrayList<>();
      log.readNewestFirst((number, sample, e) -> backward.add(number + " " + sample + " " + e));
      assertThat(backward.reversed()).isEqualTo(forward);
      assertThat(forward).hasSize(60).element(2).asString().startsWith("2 " + samples(0, 2) + " ");
      List<Long> newest = new ArrayList<>();
      log.readNewestFirst(
          (number, _, _) -> {
            newest.add(number);
            return newest.size() < 2;
          });
      assertThat(newest).containsExactly(59L, 58L);
    }
  }

  @Test
  void readingFromASampleSkipsWholeSegments() {
    try (EpisodeLog log = open(1500)) {
      for (Episode episode : EPISODES) {
        log.append(List.of(episode));
      }
      long from = samples(0, 30);
      List<Long> firstSamples = new ArrayList<>();
      log.readOldestFirst(from, (_, sample, _) -> firstSamples.add(sample));
      assertThat(firstSamples.getFirst())
          .isEqualTo(log.segmentStart(from))
          .isGreaterThan(0)
          .isLessThanOrEqualTo(from);
      assertThat(firstSamples.getLast()).isEqualTo(samples(0, 59));
    }
  }

  @Test
  void deletedSegmentsStayCounted() {
    try (EpisodeLog log = open(1500)) {
      for (Episode episode : EPISODES) {
        log.append(List.of(episode));
      }
      assertThat(log.deleteBefore(samples(0, 30))).isPositive();
      assertThat(log.deleted().samples()).isBetween(1L, samples(0, 30));
      assertThat(log.counters()).isEqualTo(count(EPISODES));
    }
    try (EpisodeLog log = open(1500)) {
      assertThat(log.counters()).isEqualTo(count(EPISODES));
      int gone = (int) log.deleted().episodes();
      assertThat(gone).isPositive();
      assertThat(all(log)).isEqualTo(EPISODES.subList(gone, 60));
      log.deleteBefore(Long.MAX_VALUE);
      log.append(List.of(TestEpisodes.episode(0, 60)));
      assertThat(log.counters().episodes()).isEqualTo(61);
    }
  }

  @Test
  void anEpisodeIsLoggedOnce() {
    try (EpisodeLog log = open(1500)) {
      log.append(EPISODES.subList(0, 10));
      assertThatThrownBy(() -> log.append(List.of(EPISODES.get(9))))
          .hasMessageContaining("must be logged once, episode (0, 9)");
      assertThatThrownBy(() -> log.append(List.of(EPISODES.get(11), EPISODES.get(11))))
          .hasMessageContaining("must be logged once, episode (0, 11)");
      assertThat(all(log)).hasSize(10);
    }
    try (EpisodeLog log = open(1500)) {
      assertThat(log.appendNew(EPISODES.subList(5, 20))).isEqualTo(10);
      assertThat(log.appendNew(EPISODES.subList(0, 20))).isZero();
      assertThat(log.appendNew(List.of(TestEpisodes.episode(1, 3)))).isEqualTo(1);
      assertThat(log.contains(1, 3)).isTrue();
      assertThat(log.contains(1, 4)).isFalse();
      assertThat(all(log).subList(0, 20)).isEqualTo(EPISODES.subList(0, 20));
      assertThat(log.counters().episodes()).isEqualTo(21);
    }
  }

  private EpisodeLog open(long segmentBytes) {
    return EpisodeLog.open(
        folder, TestEpisodes.GAME, TestEpisodes.LAYOUT, segmentBytes, DurableFiles.disk());
  }

  static List<Episode> all(EpisodeLog log) {
    List<Episode> all = new ArrayList<>();
    log.readOldestFirst(0, (_, _, episode) -> all.add(episode));
    return all;
  }

  private static LogCounters count(List<Episode> episodes) {
    LogCounters counters = LogCounters.ZERO;
    for (Episode episode : episodes) {
      counters = counters.plus(episode);
    }
    return counters;
  }

  private static long samples(int from, int to) {
    return count(EPISODES.subList(from, to)).samples();
  }
}
