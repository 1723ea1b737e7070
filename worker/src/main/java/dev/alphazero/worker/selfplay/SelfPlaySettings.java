package dev.alphazero.worker.selfplay;

/// How games are played against oneself.
///
/// @param games games in progress per group
/// @param evaluationCache positions per group whose evaluations are remembered until the weights
///   change; 0 = none, and equal leaves of a batch are each evaluated
/// @param simulations simulations of a full search
/// @param gumbel whether the search is Gumbel's: its noise instead of Dirichlet noise
/// @param alphaScale Dirichlet alpha times the number of legal moves (AlphaZero: about 10); PUCT
///   only
/// @param maxPlies a longer game ends there as drawn, with value weight 0; 0 is no cap
/// @param temperature how moves are drawn from visit counts; where it is 0 the search's best move
///   is played, with Gumbel the winner of its halving
public record SelfPlaySettings(
    int games,
    int evaluationCache,
    int simulations,
    boolean gumbel,
    float alphaScale,
    int maxPlies,
    Temperature temperature,
    Openings openings,
    PlayoutCap playoutCap,
    Resignation resignation) {
  public SelfPlaySettings {
    if (games < 1 || simulations < 1 || maxPlies < 0 || evaluationCache < 0) {
      throw new IllegalArgumentException(
          "games and simulations must be at least 1, maxPlies and evaluationCache at least 0, games=%d simulations=%d maxPlies=%d evaluationCache=%d"
              .formatted(games, simulations, maxPlies, evaluationCache));
    }
  }

  /// Returns the most simulations that any search needs.
  public int maxSimulations() {
    return Math.max(simulations, playoutCap.simulations());
  }
}
