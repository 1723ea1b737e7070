package dev.alphazero.worker.replay;

/// What a log has seen since its run began, also of episodes whose segments are deleted.
///
/// @param wins games that player 0 won
/// @param losses games that player 0 lost
/// @param capped games that the length cap ended
/// @param resigned games that a resignation ended
/// @param resignationChecks games played on though a player would have resigned
/// @param wrongResignations those of them that this player did not lose
/// @param nextIndex one more than the largest index of an episode
public record LogCounters(
    long episodes,
    long samples,
    long plies,
    long wins,
    long draws,
    long losses,
    long capped,
    long resigned,
    long resignationChecks,
    long wrongResignations,
    long nextIndex) {
  public static final LogCounters ZERO = new LogCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  public LogCounters plus(Episode episode) {
    return new LogCounters(
        episodes + 1,
        samples + episode.samples(),
        plies + episode.plies(),
        wins + (episode.outcome() > 0 ? 1 : 0),
        draws + (episode.outcome() == 0 ? 1 : 0),
        losses + (episode.outcome() < 0 ? 1 : 0),
        capped + (episode.capped() ? 1 : 0),
        resigned + (episode.resigned() ? 1 : 0),
        resignationChecks + (episode.resignationCheck() ? 1 : 0),
        wrongResignations + (episode.wrongResignation() ? 1 : 0),
        Math.max(nextIndex, episode.index() + 1));
  }
}
