package dev.alphazero.worker.cli.play;

import dev.alphazero.worker.cli.text.AnalysisText;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.strength.Analysis;
import dev.alphazero.worker.strength.Analyst;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One game of a person against a network, in the terminal. Used once, by one thread.
public final class PlaySession {
  private static final String PASS = "pass";
  private static final String COMMANDS = "eval, hint, undo, moves, help, quit";
  private static final int MOST_MOVES = 30;

  private final Game game;
  private final Analyst analyst;
  private final MoveChoice choice;

  /// The person's `GameState.player()`.
  private final int person;

  private final BufferedReader in;
  private final PrintWriter out;
  private final List<Integer> played = new ArrayList<>();

  /// Plies at which the person chose a move.
  private final List<Integer> chosen = new ArrayList<>();

  private GameState state;

  public PlaySession(
      Game game,
      Analyst analyst,
      MoveChoice choice,
      int person,
      BufferedReader in,
      PrintWriter out) {
    this.game = game;
    this.analyst = analyst;
    this.choice = choice;
    this.person = person;
    this.in = in;
    this.out = out;
    state = game.start();
  }

  /// Plays until the game is over, or the person leaves or the input ends.
  public void run() throws IOException {
    out.printf(
        "%s begin. Type a move such as %s, or: %s.%n",
        person == 0 ? "You" : "I", game.actionName(legal()[0]), COMMANDS);
    while (!state.isOver()) {
      if (state.player() != person) {
        reply();
      } else if (mustPass()) {
        out.println("You have no move and pass.");
        play(legal()[0]);
      } else if (!ask()) {
        out.println("Bye. " + record());
        out.flush();
        return;
      }
    }
    out.printf("%n%s", state.draw());
    out.printf("%s %s%n", outcome(), record());
    out.flush();
  }

  private void reply() {
    int action = choice.choose(analyst.analyse(state), state.ply());
    String name = game.actionName(action);
    out.println(name.equals(PASS) ? "I have no move and pass." : "I play " + name + ".");
    out.flush();
    play(action);
  }

  /// Shows the board and reads until the person has moved or taken a move back.
  ///
  /// @return false if the person leaves
  private boolean ask() throws IOException {
    out.printf("%n%s%n", state.draw());
    while (true) {
      out.print("your move> ");
      out.flush();
      String line = in.readLine();
      if (line == null) {
        out.println();
        return false;
      }
      switch (line.strip().toLowerCase(Locale.ROOT)) {
        case "" -> {}
        case "quit", "q", "exit" -> {
          return false;
        }
        case "eval" -> AnalysisText.lines(game, analyst.analyse(state)).forEach(out::println);
        case "hint" -> hint();
        case "moves" -> out.println(legalMoves());
        case "help", "?" -> help();
        case "undo" -> {
          if (undo()) {
            return true;
          }
          out.println("You have not moved yet.");
        }
        default -> {
          Integer action = legalAction(line.strip());
          if (action != null) {
            chosen.add(played.size());
            play(action);
            return true;
          }
        }
      }
    }
  }

  private void hint() {
    Analysis.Move best = analyst.analyse(state).best();
    out.printf(
        "I would play %s: %s for you, %s.%n",
        game.actionName(best.action()),
        AnalysisText.words(best.value()),
        AnalysisText.number(best.value()));
  }

  private void help() {
    out.println(legalMoves());
    out.println("eval   what I think of the position, and of your moves");
    out.println("hint   the move that I would play");
    out.println("undo   takes your last move back, and mine after it");
    out.println("moves  your legal moves");
    out.println("quit   leaves");
  }

  /// Returns the legal action of a text, or says why it is none.
  private @Nullable Integer legalAction(String text) {
    try {
      int action = game.parseAction(text);
      if (state.isLegal(action)) {
        return action;
      }
      out.printf("%s is not legal here. %s%n", text, legalMoves());
    } catch (IllegalArgumentException e) {
      out.printf(
          "That is no move: %s. %s Or type one of: %s.%n", e.getMessage(), legalMoves(), COMMANDS);
    }
    return null;
  }

  private boolean undo() {
    if (chosen.isEmpty()) {
      return false;
    }
    int ply = chosen.removeLast();
    played.subList(ply, played.size()).clear();
    state = game.start();
    played.forEach(state::play);
    return true;
  }

  private void play(int action) {
    state.play(action);
    played.add(action);
  }

  private boolean mustPass() {
    int[] legal = legal();
    return legal.length == 1 && game.actionName(legal[0]).equals(PASS);
  }

  private int[] legal() {
    int[] legal = new int[game.maxLegalActions()];
    return IntStream.of(legal).limit(state.legalActions(legal)).toArray();
  }

  private String legalMoves() {
    int[] legal = legal();
    String names =
        IntStream.of(legal)
            .limit(MOST_MOVES)
            .mapToObj(game::actionName)
            .collect(Collectors.joining(" "));
    return "Legal moves: %s%s."
        .formatted(
            names,
            legal.length > MOST_MOVES ? " and %d more".formatted(legal.length - MOST_MOVES) : "");
  }

  private String outcome() {
    int forPerson = person == 0 ? state.outcome() : -state.outcome();
    return forPerson == 0 ? "A draw." : forPerson > 0 ? "You won." : "I won.";
  }

  private String record() {
    return "%d moves%s"
        .formatted(
            played.size(),
            played.isEmpty()
                ? "."
                : ": " + played.stream().map(game::actionName).collect(Collectors.joining(" ")));
  }
}
