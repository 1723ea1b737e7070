package dev.alphazero.worker.game;

/// Reading of move lists, such as `4453` or `a1 b2 c3`.
public final class Notation {
  private Notation() {}

  /// How long the names of moves are.
  @FunctionalInterface
  public interface NameLength {
    /// Returns the characters of the name that begins at `at`.
    ///
    /// @param names of the moves, without white space
    int at(String names, int at);
  }

  /// Returns the position after `moves`, played from the start of the game.
  ///
  /// @param moves names of actions; white space is skipped
  /// @param nameLength characters of one name, without white space
  /// @throws IllegalArgumentException if a move is unreadable or illegal, with the move and its
  ///   place
  public static GameState replay(Game game, String moves, int nameLength) {
    return replay(game, moves, (_, _) -> nameLength);
  }

  /// Returns the position after moves whose names are of several lengths. Else as the other one.
  public static GameState replay(Game game, String moves, NameLength nameLength) {
    GameState state = game.start();
    String names = withoutWhiteSpace(moves);
    int place = 0;
    for (int from = 0; from < names.length(); ) {
      int end = Math.min(from + nameLength.at(names, from), names.length());
      String name = names.substring(from, end);
      from = end;
      place++;
      int action = parse(game, name, place);
      if (!state.isLegal(action)) {
        throw new IllegalArgumentException(
            (state.isOver() ? "the game is over before this move" : "a move must be legal")
                + at(name, place));
      }
      state.play(action);
    }
    return state;
  }

  private static int parse(Game game, String name, int place) {
    try {
      return game.parseAction(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + at(name, place), e);
    }
  }

  private static String at(String name, int place) {
    return ", move=" + name + " place=" + place;
  }

  private static String withoutWhiteSpace(String moves) {
    StringBuilder kept = new StringBuilder(moves.length());
    for (int i = 0; i < moves.length(); i++) {
      if (!Character.isWhitespace(moves.charAt(i))) {
        kept.append(moves.charAt(i));
      }
    }
    return kept.toString();
  }
}
