package dev.alphazero.worker.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RandomOpeningTest {
  @Test
  void leavesAGameToPlayAndSaysHowItWasReached() {
    Game game = new ConnectFour();
    Set<GameState> openings = new HashSet<>();
    for (int stream = 0; stream < 200; stream++) {
      short[] actions = new short[12];
      GameState state = game.start();
      int plies = RandomOpening.play(game, state, 12, random(stream), actions);
      assertThat(plies).isEqualTo(12);
      assertThat(state.isOver()).isFalse();
      assertThat(replayed(game, actions, plies)).isEqualTo(state);
      openings.add(state);
    }
    assertThat(openings).hasSizeGreaterThan(190);
  }

  /// No game of tic-tac-toe goes on after nine plies, so there are fewer.
  @Test
  void isShorterWhereNoGameLastsThatLong() {
    Game game = new TicTacToe();
    short[] actions = new short[9];
    GameState state = game.start();
    int plies = RandomOpening.play(game, state, 9, random(0), actions);
    assertThat(plies).isEqualTo(8);
    assertThat(replayed(game, actions, plies)).isEqualTo(state);
  }

  @Test
  void noPliesAreTheStart() {
    Game game = new TicTacToe();
    GameState state = game.position("a1");
    assertThat(RandomOpening.play(game, state, 0, random(0), new short[0])).isZero();
    assertThat(state).isEqualTo(game.start());
  }

  private static GameState replayed(Game game, short[] actions, int plies) {
    GameState state = game.start();
    for (int ply = 0; ply < plies; ply++) {
      state.play(actions[ply]);
    }
    return state;
  }

  private static CounterRandom random(int stream) {
    return CounterRandom.of(1, stream, 0, Purpose.TEST);
  }
}
