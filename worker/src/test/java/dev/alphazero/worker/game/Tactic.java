package dev.alphazero.worker.game;

/// A position whose truth a short search proves.
///
/// @param moves how the position arises, in the game's notation, separated by spaces
/// @param player who is to move there
/// @param verdict what is true
/// @param plies how deep a search must look to prove it
public record Tactic(String moves, int player, Verdict verdict, int plies) {
  /// What is true of the player to move.
  public enum Verdict {
    /// Exactly one move wins at once.
    WIN_IN_ONE,
    /// Every move loses, however the game goes on, if the opponent plays well.
    FORCED_LOSS
  }

  public static Tactic winInOne(int player, String moves) {
    return new Tactic(moves, player, Verdict.WIN_IN_ONE, 1);
  }

  public static Tactic forcedLoss(int player, int plies, String moves) {
    return new Tactic(moves, player, Verdict.FORCED_LOSS, plies);
  }
}
