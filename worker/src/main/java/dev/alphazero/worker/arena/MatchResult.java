package dev.alphazero.worker.arena;

/// What a match gave, from the first player's view.
///
/// @param elo over pairs
public record MatchResult(String first, String second, int wins, int draws, int losses, Elo elo) {
  public int games() {
    return wins + draws + losses;
  }
}
