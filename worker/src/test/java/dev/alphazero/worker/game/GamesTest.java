package dev.alphazero.worker.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.alphazero.worker.game.othello.OthelloProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GamesTest {
  @Test
  void everyKnownNameMakesTheGameOfThatName() {
    for (String name : Games.names()) {
      assertThat(Games.byName(name, Map.of()).name()).isEqualTo(name);
    }
    assertThat(Games.names())
        .isSorted()
        .containsExactly("connect-four", "othello", "tic-tac-toe", "togyzqumalaq");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Games.byName("tictactoe", Map.of()))
        .withMessage(
            "game must be one of [connect-four, othello, tic-tac-toe, togyzqumalaq], game=tictactoe");
  }

  @Test
  void anOptionThatTheGameDoesNotHaveIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Games.byName("tic-tac-toe", Map.of("size", "4")))
        .withMessage("tic-tac-toe has no options, option=size");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Games.byName("othello", Map.of("width", "6")))
        .withMessage("an option of othello must be one of [size], option=width");
  }

  @Test
  void othelloIsPlayedOnEitherBoard() {
    assertThat(Games.byName("othello", Map.of()).planes().cells()).isEqualTo(64);
    assertThat(Games.byName("othello", Map.of("size", "8")).planes().cells()).isEqualTo(64);
    assertThat(Games.byName("othello", Map.of("size", "6")).planes().cells()).isEqualTo(36);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Games.byName("othello", Map.of("size", "10")))
        .withMessage("the size of othello must be 6 or 8, size=10");
  }

  @Test
  void twoGamesOfOneNameAreAnError() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Games.byName(List.of(new OthelloProvider(), new OthelloProvider())))
        .withMessageStartingWith("games must have different names, name=othello of ");
  }

  @Test
  void aDefaultIsOneOfTheValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GameOption("size", List.of("6", "8"), "10"))
        .withMessage("the default of the option size must be one of [6, 8], defaultValue=10");
  }
}
