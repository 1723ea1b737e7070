package dev.alphazero.worker.arena.solver;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Files of positions to judge by, one position a line:
///
/// ```
/// # moves [score] [outcome of each action]
/// 32164625 11 L L W W D L L
/// 6146 18
/// start
/// ```
///
/// Moves are written without white space, `start` for none. The score is a whole number, positive
/// if the player to move wins. The outcomes are those of all A actions in their order, for the
/// player who makes the move: `W`, `D`, `L`, or `-` where the action is illegal. What follows a `#`
/// is a comment.
public final class Positions {
  private static final String START = "start";
  private static final List<String> CONNECT_FOUR_SETS =
      List.of("end-easy", "middle-easy", "begin-easy");

  private Positions() {}

  /// Returns the positions with known outcomes that come with a game, by the name of the set: all
  /// unfinished ones of tic-tac-toe, P. Pons' three easy sets of Connect Four, none for others.
  public static Map<String, List<Position>> shipped(Game game) {
    Map<String, List<Position>> sets = new LinkedHashMap<>();
    switch (game.name()) {
      case "tic-tac-toe" -> sets.put("all", new TicTacToeSolver().unfinishedPositions());
      case "connect-four" -> {
        for (String set : CONNECT_FOUR_SETS) {
          sets.put(set, readResource(game, "/truth/connect-four/" + set + ".txt"));
        }
      }
      default -> {}
    }
    return sets;
  }

  /// Returns the names of the sets that come with a game, without reading them.
  public static List<String> shippedSets(Game game) {
    return switch (game.name()) {
      case "tic-tac-toe" -> List.of("all");
      case "connect-four" -> CONNECT_FOUR_SETS;
      default -> List.of();
    };
  }

  /// Reads a file.
  ///
  /// @throws IllegalArgumentException if a line is wrong, with file and line
  public static List<Position> read(Game game, Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return read(game, file.toString(), reader);
    }
  }

  private static List<Position> readResource(Game game, String resource) {
    InputStream in = Positions.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("the worker's jar must hold " + resource);
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return read(game, resource, reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Position> read(Game game, String name, BufferedReader reader)
      throws IOException {
    List<Position> positions = new ArrayList<>();
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      String text = line.replaceFirst("#.*", "").strip();
      if (!text.isEmpty()) {
        positions.add(parse(game, text, name + ":" + number));
      }
    }
    return positions;
  }

  private static Position parse(Game game, String text, String where) {
    try {
      return parse(game, text.split("\\s+", -1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private static Position parse(Game game, String[] words) {
    String moves = words[0].equals(START) ? "" : words[0];
    GameState state = game.position(moves);
    if (state.isOver()) {
      throw new IllegalArgumentException("the game must not be over, moves=" + moves);
    }
    int next = 1;
    Integer score = null;
    if (next < words.length && words[next].matches("[+-]?\\d{1,9}")) {
      score = Integer.valueOf(words[next++]);
    }
    return new Position(moves, score, outcomes(game, state, words, next));
  }

  private static int @Nullable [] outcomes(Game game, GameState state, String[] words, int first) {
    if (first == words.length) {
      return null;
    }
    if (words.length - first != game.actions()) {
      throw new IllegalArgumentException(
          "a line must be `moves [score] [outcomes]` with W, D, L or - for each of "
              + game.actions()
              + " actions, outcomes="
              + Arrays.asList(words).subList(first, words.length));
    }
    int[] outcomes = new int[game.actions()];
    for (int action = 0; action < outcomes.length; action++) {
      outcomes[action] = outcome(words[first + action]);
      if (state.isLegal(action) == (outcomes[action] == Solver.ILLEGAL)) {
        throw new IllegalArgumentException(
            "an outcome must be - exactly where the action is illegal, action="
                + game.actionName(action)
                + " outcome="
                + words[first + action]);
      }
    }
    return outcomes;
  }

  private static int outcome(String word) {
    return switch (word) {
      case "W" -> 1;
      case "D" -> 0;
      case "L" -> -1;
      case "-" -> Solver.ILLEGAL;
      default ->
          throw new IllegalArgumentException("an outcome must be W, D, L or -, outcome=" + word);
    };
  }

  /// Returns a position as a line of a file.
  public static String line(Position position) {
    StringBuilder line = new StringBuilder(position.moves().isEmpty() ? START : position.moves());
    Integer score = position.score();
    if (score != null) {
      line.append(' ').append(score.intValue());
    }
    int[] outcomes = position.outcomes();
    if (outcomes != null) {
      for (int outcome : outcomes) {
        line.append(' ').append(outcome == Solver.ILLEGAL ? '-' : "LDW".charAt(outcome + 1));
      }
    }
    return line.toString();
  }
}
