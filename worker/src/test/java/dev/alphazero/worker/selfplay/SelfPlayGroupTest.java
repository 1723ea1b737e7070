package dev.alphazero.worker.selfplay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.BestMove;
import dev.alphazero.worker.search.GumbelRoot;
import dev.alphazero.worker.search.RootStatistics;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole games of self-play, judged by playing them again.
final class SelfPlayGroupTest {
  static Stream<SelfPlayRun> allGames() {
    return Games.names().stream()
        .map(name -> Games.byName(name, Map.of()))
        .flatMap(
            game ->
                Stream.of(Algorithm.values())
                    .map(algorithm -> SelfPlayRun.of(game, algorithm).withMaxPlies(150)));
  }

  private static SelfPlayRun connectFour(Algorithm algorithm) {
    return SelfPlayRun.of(Games.byName("connect-four", Map.of()), algorithm);
  }

  @ParameterizedTest
  @MethodSource("allGames")
  void everySampleSaysWhatHappened(SelfPlayRun run) {
    for (Episode episode : run.with(new Openings(0.5f, 4)).play(SelfPlayRun.keys(12))) {
      List<GameState> positions = run.positions(episode);
      GameState end = positions.getLast();
      assertThat(episode.capped()).isEqualTo(!end.isOver());
      assertThat(episode.outcome()).isEqualTo(end.isOver() ? end.outcome() : 0);
      assertThat(episode.generation()).isEqualTo(SelfPlayRun.GENERATION);
      assertThat(episode.modelVersion()).isEqualTo(SelfPlayRun.MODEL_VERSION);
      assertThat(episode.seed()).isEqualTo(run.seed());
      assertThat(episode.samples()).isEqualTo(episode.plies() - episode.openingPlies());
      for (int sample = 0; sample < episode.samples(); sample++) {
        requireTrue(run.layout(), episode, sample, positions);
        assertThat(ply(run.layout(), episode, sample)).isEqualTo(episode.openingPlies() + sample);
      }
    }
  }

  /// Checks one sample against the position it is of.
  private static void requireTrue(
      SampleLayout layout, Episode episode, int sample, List<GameState> positions) {
    MemorySegment rows = MemorySegment.ofArray(episode.rows());
    long at = (long) sample * layout.rowBytes();
    GameState position = positions.get(layout.ply(rows, at));

    byte[] planes = new byte[layout.planes().bytes()];
    position.encode(MemorySegment.ofArray(planes), 0);
    assertThat(
            rows.asSlice(layout.planes(at), planes.length).mismatch(MemorySegment.ofArray(planes)))
        .isEqualTo(-1);

    double sum = 0;
    for (int action = 0; action < layout.actions(); action++) {
      assertThat(layout.isLegal(rows, at, action)).isEqualTo(position.isLegal(action));
      int share = layout.share(rows, at, action);
      if (!position.isLegal(action)) {
        assertThat(share).isZero();
      }
      sum += share / (double) SampleLayout.SHARE_ONE;
    }
    assertThat(sum).isCloseTo(1, within(layout.actions() / (double) SampleLayout.SHARE_ONE));

    int outcome = position.player() == 0 ? episode.outcome() : -episode.outcome();
    assertThat(layout.value(rows, at)).isEqualTo(outcome);
    assertThat(layout.valueWeight(rows, at)).isEqualTo(episode.capped() ? 0 : 1);
  }

  private static int ply(SampleLayout layout, Episode episode, int sample) {
    return layout.ply(MemorySegment.ofArray(episode.rows()), (long) sample * layout.rowBytes());
  }

  @ParameterizedTest
  @MethodSource("allGames")
  void aGameDependsOnItsKeyAlone(SelfPlayRun run) {
    SelfPlayRun opened = run.with(new Openings(0.5f, 4));
    List<Episode> together = opened.play(SelfPlayRun.keys(12));
    List<Episode> reversed =
        opened.withGames(5).play(LongStream.range(0, 12).map(i -> 11 - i).toArray());
    assertThat(reversed).isEqualTo(together);
    assertThat(opened.withEvaluationCache(100).play(SelfPlayRun.keys(12))).isEqualTo(together);
    assertThat(opened.withGames(1).play(7)).containsExactly(together.get(7));
    assertThat(opened.withSeed(2).play(7).getFirst().actions())
        .isNotEqualTo(together.get(7).actions());
  }

  @Test
  void openingsHaveTheirShareAndLengthAndGiveNoSamples() {
    SelfPlayRun run = connectFour(Algorithm.GUMBEL);
    List<Episode> some = run.with(new Openings(0.25f, 4)).play(SelfPlayRun.keys(400));
    assertThat(some.stream().filter(e -> e.openingPlies() > 0).count() / 400.0)
        .isCloseTo(0.25, within(0.07));
    assertThat(some.stream().mapToInt(Episode::openingPlies).distinct())
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(some).allMatch(e -> e.samples() == e.plies() - e.openingPlies());
    assertThat(run.play(SelfPlayRun.keys(10))).allMatch(e -> e.openingPlies() == 0);
  }

  @Test
  void cheapMovesOfThePlayoutCapGiveNoSamples() {
    SelfPlayRun capped = connectFour(Algorithm.PUCT).with(new PlayoutCap(0.3f, 2));
    int plies = 0;
    int samples = 0;
    for (Episode episode : capped.play(SelfPlayRun.keys(40))) {
      List<GameState> positions = capped.positions(episode);
      int sample = 0;
      for (int ply = 0; ply < episode.plies(); ply++) {
        CounterRandom random =
            CounterRandom.of(capped.seed(), episode.index(), ply, Purpose.PLAYOUT_CAP);
        if (random.nextDouble() < 0.3f) {
          assertThat(ply(capped.layout(), episode, sample)).isEqualTo(ply);
          requireTrue(capped.layout(), episode, sample, positions);
          sample++;
        }
      }
      assertThat(episode.samples()).isEqualTo(sample);
      plies += episode.plies();
      samples += sample;
    }
    assertThat((double) samples / plies).isCloseTo(0.3, within(0.07));
  }

  @Test
  void aGameThatIsTooLongSaysNothingOfValues() {
    SelfPlayRun run = connectFour(Algorithm.PUCT).withMaxPlies(14);
    List<Episode> episodes = run.play(SelfPlayRun.keys(60));
    assertThat(episodes).anyMatch(Episode::capped).anyMatch(episode -> !episode.capped());
    for (Episode episode : episodes) {
      assertThat(episode.plies()).isLessThanOrEqualTo(14);
      if (episode.capped()) {
        assertThat(episode.plies()).isEqualTo(14);
        assertThat(episode.outcome()).isZero();
      }
      for (int sample = 0; sample < episode.samples(); sample++) {
        requireTrue(run.layout(), episode, sample, run.positions(episode));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("allGames")
  void aResignedGameIsLostByThePlayerToMove(SelfPlayRun run) {
    SelfPlayRun resigning = run.with(new Resignation(-0.2f, 0));
    SelfPlayRun playingOn = run.with(new Resignation(-0.2f, 1));
    List<Episode> resigned = resigning.play(SelfPlayRun.keys(24));
    List<Episode> playedOn = playingOn.play(SelfPlayRun.keys(24));
    assertThat(resigned).anyMatch(Episode::resigned);
    assertThat(resigning.play(false, SelfPlayRun.keys(24))).isEqualTo(playedOn);
    for (Episode episode : resigned) {
      Episode whole = playedOn.get((int) episode.index());
      assertThat(whole.resigned()).isFalse();
      assertThat(whole.resignationCheck()).isEqualTo(episode.resigned());
      assertThat(episode.resignationCheck()).isFalse();
      if (!episode.resigned()) {
        assertThat(episode).isEqualTo(whole);
        continue;
      }
      List<GameState> positions = run.positions(episode);
      GameState last = positions.getLast();
      assertThat(last.isOver()).isFalse();
      assertThat(episode.outcome()).isEqualTo(last.player() == 0 ? -1 : 1);
      assertThat(Arrays.copyOf(whole.actions(), episode.plies())).isEqualTo(episode.actions());
      int end = last.player() == 0 ? whole.outcome() : -whole.outcome();
      assertThat(whole.wrongResignation()).isEqualTo(end >= 0);
      for (int sample = 0; sample < episode.samples(); sample++) {
        requireTrue(run.layout(), episode, sample, positions);
      }
    }
  }

  @Test
  void aShareOfTheGamesIsPlayedOn() {
    SelfPlayRun run =
        SelfPlayRun.of(Games.byName("tic-tac-toe", Map.of()), Algorithm.GUMBEL)
            .with(new Resignation(-0.05f, 0.25f));
    List<Episode> episodes = run.play(SelfPlayRun.keys(4000));
    long resigned = episodes.stream().filter(Episode::resigned).count();
    long checks = episodes.stream().filter(Episode::resignationCheck).count();
    assertThat(resigned).isGreaterThan(1000);
    assertThat(checks / (double) (checks + resigned)).isCloseTo(0.25, within(0.05));
  }

  /// Its winner is often not the most visited move, whose value says less.
  @Test
  void gumbelResignsByTheMoveThatItPlays() {
    SelfPlayRun run =
        connectFour(Algorithm.GUMBEL).with(new Temperature(0, 0, 0)).withConsideredActions(4);
    Resignation resignation = new Resignation(-0.05f, 0);
    RootStatistics root = new RootStatistics(run.game().maxLegalActions());
    int resigned = 0;
    int othersMostVisited = 0;
    for (Episode episode : run.with(resignation).play(SelfPlayRun.keys(24))) {
      List<GameState> positions = run.positions(episode);
      for (int ply = 0; ply < positions.size() && !positions.get(ply).isOver(); ply++) {
        run.search(episode, positions.get(ply), root);
        int winner = GumbelRoot.winner(root, run.search());
        boolean gaveUp = ply == episode.plies();
        assertThat(root.valueSums[winner] / root.visits[winner] <= resignation.threshold())
            .isEqualTo(gaveUp);
        int most = BestMove.mostVisited(root.visits, root.size);
        boolean byMostVisited = root.valueSums[most] / root.visits[most] <= resignation.threshold();
        if (gaveUp) {
          resigned++;
        } else {
          assertThat((int) episode.actions()[ply]).isEqualTo(root.actions[winner]);
        }
        othersMostVisited += byMostVisited != gaveUp ? 1 : 0;
      }
    }
    assertThat(resigned).isPositive();
    assertThat(othersMostVisited).isPositive();
  }

  @Test
  void gumbelsMovesAreDrawnFromVisitsWhileThereIsATemperature() {
    SelfPlayRun run = connectFour(Algorithm.GUMBEL).with(new Temperature(1, 0, 4));
    RootStatistics root = new RootStatistics(run.game().maxLegalActions());
    int others = 0;
    for (Episode episode : run.play(SelfPlayRun.keys(24))) {
      List<GameState> positions = run.positions(episode);
      for (int ply = 0; ply < episode.plies(); ply++) {
        run.search(episode, positions.get(ply), root);
        int winner = root.actions[GumbelRoot.winner(root, run.search())];
        int played = episode.actions()[ply];
        assertThat(root.visits[Arrays.binarySearch(root.actions, 0, root.size, played)])
            .isPositive();
        if (ply < 4) {
          others += played == winner ? 0 : 1;
        } else {
          assertThat(played).isEqualTo(winner);
        }
      }
    }
    assertThat(others).isGreaterThan(24);
  }

  @Test
  void temperatureZeroPlaysTheMostVisitedMove() {
    SelfPlayRun run = connectFour(Algorithm.PUCT).with(new Temperature(0, 0, 0));
    SampleLayout layout = run.layout();
    for (Episode episode : run.play(SelfPlayRun.keys(10))) {
      MemorySegment rows = MemorySegment.ofArray(episode.rows());
      for (int sample = 0; sample < episode.samples(); sample++) {
        int played = episode.actions()[sample];
        int most = layout.share(rows, (long) sample * layout.rowBytes(), played);
        for (int action = 0; action < layout.actions(); action++) {
          assertThat(layout.share(rows, (long) sample * layout.rowBytes(), action))
              .isLessThanOrEqualTo(most);
        }
      }
    }
  }

  @Test
  void resignationsAreTrustedUpToOneInTwenty() {
    assertThat(Resignation.isTrusted(0, 0)).isTrue();
    assertThat(Resignation.isTrusted(20, 1)).isTrue();
    assertThat(Resignation.isTrusted(39, 2)).isFalse();
  }
}
