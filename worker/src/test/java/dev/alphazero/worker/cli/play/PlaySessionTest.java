package dev.alphazero.worker.cli.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.othello.Othello;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import dev.alphazero.worker.game.togyzqumalaq.Togyzqumalaq;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.HashEvaluator;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import dev.alphazero.worker.search.Searches;
import dev.alphazero.worker.strength.Analyst;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Scripted games against a search whose network is a hash.
final class PlaySessionTest {
  static final List<Game> GAMES =
      List.of(new TicTacToe(), new ConnectFour(), new Othello(6), new Togyzqumalaq());

  /// A person who asks for the legal moves and takes the first or the last of them.
  private static final class Person extends BufferedReader {
    private static final Pattern LEGAL = Pattern.compile("Legal moves: ([^.]*)\\.\\R[^:]*\\z");

    private final StringWriter screen;
    private final boolean takesFirst;
    private boolean asked;

    Person(StringWriter screen, boolean takesFirst) {
      super(new StringReader(""));
      this.screen = screen;
      this.takesFirst = takesFirst;
    }

    @Override
    public String readLine() {
      asked = !asked;
      if (asked) {
        return "moves";
      }
      Matcher legal = LEGAL.matcher(screen.toString());
      assertThat(legal.find()).isTrue();
      String[] moves = legal.group(1).split(" ", -1);
      return takesFirst ? moves[0] : moves[moves.length - 1];
    }
  }

  @ParameterizedTest
  @FieldSource("GAMES")
  void wholeGames(Game game) throws IOException {
    for (int person = 0; person < 2; person++) {
      StringWriter screen = new StringWriter();
      play(game, person, new MoveChoice(null), new Person(screen, person == 0), screen);
      assertThat(screen.toString())
          .contains(person == 0 ? "You begin." : "I begin.")
          .containsPattern("(You won|I won|A draw)\\. \\d+ moves: ");
    }
  }

  @Test
  void passesAreShown() throws IOException {
    StringBuilder games = new StringBuilder();
    for (long seed = 0; seed < 8; seed++) {
      StringWriter screen = new StringWriter();
      Person person = new Person(screen, seed % 2 == 0);
      play(new Othello(6), (int) (seed / 2 % 2), new MoveChoice(seed), person, screen);
      games.append(screen);
    }
    assertThat(games)
        .contains("You have no move and pass.")
        .contains("I have no move and pass.")
        .contains(" pass ");
  }

  @Test
  void badInputIsAnsweredWithTheLegalMoves() throws IOException {
    assertThat(typed(new ConnectFour(), "9\n\n4\n"))
        .contains(
            "That is no move: a move must be a column from 1 to 7, name=9. Legal moves: 1 2 3");
    String full = typed(new TicTacToe(), "b2\nb2\n");
    assertThat(full).contains("b2 is not legal here. Legal moves: a1");
  }

  @Test
  void evaluationAndHintAgree() throws IOException {
    String screen = typed(new ConnectFour(), "eval\nhint\n");
    Matcher table =
        Pattern.compile(
                "For you: .*, [-+0.\\d]+ \\(-1 lost, 0 drawn, \\+1 won\\) after 32 simulations; .*\\R"
                    + "  move  visits +prior +value\\R"
                    + "  (\\d) +\\d+ +\\d+\\.\\d % +[-+0.\\d]+\\R")
            .matcher(screen);
    assertThat(table.find()).as(screen).isTrue();
    assertThat(screen).contains("I would play " + table.group(1) + ": ");
  }

  @Test
  void undoTakesBackBothMoves() throws IOException {
    String screen = typed(new TicTacToe(), "undo\na1\nundo\nundo\na1\nquit\n");
    assertThat(screen.split("You have not moved yet\\.", -1)).hasSize(3);
    assertThat(screen.split("\n1 \\. \\. \\.\n", -1).length - 1).isGreaterThanOrEqualTo(2);
    String fresh = typed(new TicTacToe(), "a1\nquit\n");
    assertThat(lastLine(screen)).isEqualTo(lastLine(fresh)).contains("Bye. 2 moves: a1 ");
  }

  @Test
  void theEndOfTheInputEndsPolitely() throws IOException {
    assertThat(typed(new Togyzqumalaq(), "")).endsWith("your move> \nBye. 0 moves.\n");
  }

  @Test
  void theSameSeedPlaysTheSame() throws IOException {
    for (long seed = 0; seed < 3; seed++) {
      StringWriter first = new StringWriter();
      StringWriter second = new StringWriter();
      play(new TicTacToe(), 1, new MoveChoice(seed), new Person(first, true), first);
      play(new TicTacToe(), 1, new MoveChoice(seed), new Person(second, true), second);
      assertThat(first).hasToString(second.toString());
    }
  }

  private static String lastLine(String text) {
    return text.lines().toList().getLast();
  }

  private static String typed(Game game, String lines) throws IOException {
    StringWriter screen = new StringWriter();
    play(game, 0, new MoveChoice(null), new BufferedReader(new StringReader(lines)), screen);
    return screen.toString().replace(System.lineSeparator(), "\n");
  }

  private static void play(
      Game game, int person, MoveChoice choice, BufferedReader in, StringWriter screen)
      throws IOException {
    SearchSettings settings = SearchSettings.defaults(Algorithm.GUMBEL);
    try (Analyst analyst =
        new Analyst(
            game,
            Searches.create(SearchBackend.JAVA, game, settings, 1, 32),
            new HashEvaluator(),
            settings,
            32)) {
      new PlaySession(game, analyst, choice, person, in, new PrintWriter(screen)).run();
    }
  }
}
