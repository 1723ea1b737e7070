package dev.alphazero.crd.progress;

/// What one actor reports, of the last minute or so.
///
/// @param version version of the document
/// @param modelIncarnation model version that it plays with, first half
/// @param modelStep model version that it plays with, second half
/// @param gamesPerHour games finished per hour
/// @param simulationsPerSecond simulations per second
/// @param unsentEpisodes finished games that the learner has not acknowledged
/// @param evaluationWaitPercent share of time spent waiting for evaluations, in [0, 100]
public record ActorProgress(
    int version,
    long modelIncarnation,
    long modelStep,
    double gamesPerHour,
    double simulationsPerSecond,
    int unsentEpisodes,
    double evaluationWaitPercent)
    implements RoleProgress {
  public ActorProgress {
    Checks.count("modelIncarnation", modelIncarnation);
    Checks.count("modelStep", modelStep);
    Checks.rate("gamesPerHour", gamesPerHour);
    Checks.rate("simulationsPerSecond", simulationsPerSecond);
    Checks.count("unsentEpisodes", (long) unsentEpisodes);
    Checks.percent("evaluationWaitPercent", evaluationWaitPercent);
  }
}
