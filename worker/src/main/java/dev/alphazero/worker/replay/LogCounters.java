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

  /// Returns these and later episodes' counters, which are from zero.
  LogCounters plus(LogCounters later) {
    return new LogCounters(
        episodes + later.episodes,
        samples + later.samples,
        plies + later.plies,
        wins + later.wins,
        draws + later.draws,
        losses + later.losses,
        capped + later.capped,
        resigned + later.resigned,
        resignationChecks + later.resignationChecks,
        wrongResignations + later.wrongResignations,
        Math.max(nextIndex, later.nextIndex));
  }

  /// Returns the counters before some episodes, whose counters are from zero.
  ///
  /// @param before what `nextIndex` was then
  LogCounters minus(LogCounters later, long before) {
    return new LogCounters(
        episodes - later.episodes,
        samples - later.samples,
        plies - later.plies,
        wins - later.wins,
        draws - later.draws,
        losses - later.losses,
        capped - later.capped,
        resigned - later.resigned,
        resignationChecks - later.resignationChecks,
        wrongResignations - later.wrongResignations,
        before);
  }

  /// Returns the larger of each counter.
  LogCounters atLeast(LogCounters other) {
    return new LogCounters(
        Math.max(episodes, other.episodes),
        Math.max(samples, other.samples),
        Math.max(plies, other.plies),
        Math.max(wins, other.wins),
        Math.max(draws, other.draws),
        Math.max(losses, other.losses),
        Math.max(capped, other.capped),
        Math.max(resigned, other.resigned),
        Math.max(resignationChecks, other.resignationChecks),
        Math.max(wrongResignations, other.wrongResignations),
        Math.max(nextIndex, other.nextIndex));
  }

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
