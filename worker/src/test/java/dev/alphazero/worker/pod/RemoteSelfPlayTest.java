package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeLog;
import dev.alphazero.worker.replay.RunFolderException;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.wire.episodes.EpisodeIntake.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RemoteSelfPlayTest {
  private static final String NOT_YET = "not yet";
  private static final String DURABLE = "durable";

  @TempDir Path folder;

  private EpisodeLog log;
  private RemoteSelfPlay selfPlay;
  private final List<Episode> taken = new ArrayList<>();

  @BeforeEach
  void open() {
    Game game = Games.byName("tic-tac-toe", Map.of());
    log = EpisodeLog.open(folder, game.name(), new SampleLayout(game.planes(), game.actions()));
    selfPlay = new RemoteSelfPlay(log, 7, _ -> {}, () -> {});
  }

  @AfterEach
  void close() {
    selfPlay.close();
    log.close();
  }

  @Test
  void aGameThatComesTwiceIsTakenOnceAndAcknowledgedTwice() {
    Answer first = append(1, 2);
    Answer again = append(2, 3, 3);
    takeAll();
    assertThat(taken).extracting(Episode::index).containsExactly(1L, 2L, 3L);
    Answer later = append(1);
    takeAll();
    assertThat(taken).hasSize(3);
    assertThat(List.of(first.text, again.text, later.text)).containsOnly(DURABLE);
  }

  @Test
  void nothingIsAcknowledgedBeforeItIsLogged() {
    Answer answer = append(1);
    assertThat(answer.text).isEqualTo(NOT_YET);
    selfPlay.takeFinished(
        0,
        episodes -> {
          assertThat(answer.text).isEqualTo(NOT_YET);
          log.append(episodes);
          assertThat(answer.text).isEqualTo(NOT_YET);
          return true;
        });
    assertThat(answer.text).isEqualTo(DURABLE);
  }

  @Test
  void aDiskThatRefusesIsToldToWhoSent() {
    Answer answer = append(1);
    assertThatThrownBy(
            () ->
                selfPlay.takeFinished(
                    0,
                    _ -> {
                      throw new RunFolderException("the disk is full");
                    }))
        .isInstanceOf(RunFolderException.class);
    assertThat(answer.text).isEqualTo("the disk is full");
  }

  @Test
  void aPhaseEndsWhenTheTakerHasEnough() {
    append(1);
    selfPlay.playFreely(
        episodes -> {
          taken.addAll(episodes);
          return taken.isEmpty();
        });
    assertThat(taken).hasSize(1);
  }

  @Test
  void sessionsShareNoKeyAlsoAfterARestart() {
    RemoteSelfPlay next = new RemoteSelfPlay(log, 8, _ -> {}, () -> {});
    List<Session> sessions =
        List.of(
            selfPlay.beginSession(),
            selfPlay.beginSession(),
            next.beginSession(),
            next.beginSession());
    for (int i = 1; i < sessions.size(); i++) {
      Session before = sessions.get(i - 1);
      assertThat(sessions.get(i).firstKey())
          .isGreaterThanOrEqualTo(before.firstKey() + before.keys());
    }
    for (Session session : sessions) {
      assertThat(next.session(session.firstKey())).isEqualTo(session);
      assertThat(next.session(session.firstKey() + 1)).isNull();
    }
    assertThat(selfPlay.session(sessions.getLast().firstKey())).isNull();
    assertThat(next.session(0)).isNull();
  }

  @Test
  void afterItsEndItTakesNothing() {
    Answer before = append(1);
    selfPlay.close();
    assertThat(before.text).isEqualTo("the learner takes no more games");
    assertThat(append(2).text).isEqualTo("the learner takes no more games");
  }

  private void takeAll() {
    selfPlay.takeFinished(
        0,
        episodes -> {
          log.append(episodes);
          return taken.addAll(episodes);
        });
  }

  private Answer append(long... indices) {
    Answer answer = new Answer();
    List<Episode> episodes = new ArrayList<>();
    for (long index : indices) {
      episodes.add(
          new Episode(
              0, index, 0, 0, new short[] {4}, 1, 0, false, false, false, false, new byte[0], 0));
    }
    selfPlay.append(episodes, answer::take);
    return answer;
  }

  /// What the sender hears.
  private static final class Answer {
    private String text = NOT_YET;

    void take(@Nullable RuntimeException failure) {
      assertThat(text).isEqualTo(NOT_YET);
      text = failure == null ? DURABLE : Objects.requireNonNull(failure.getMessage());
    }
  }
}
