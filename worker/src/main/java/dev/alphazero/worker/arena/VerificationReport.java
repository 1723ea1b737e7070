package dev.alphazero.worker.arena;

import java.util.List;

/// How a trained network does on positions of known value, beside what search alone does.
///
/// @param game name of the game
/// @param positions how many
/// @param simulations of each search
/// @param errors positions where the trained search's move gives value away
/// @param errorRate errors / positions
/// @param policyErrors where the raw policy's best move does
/// @param untrainedErrors where the same search with the untrained network does
/// @param sets the same figures of each set of positions
public record VerificationReport(
    String game,
    int positions,
    int simulations,
    int errors,
    double errorRate,
    int policyErrors,
    int untrainedErrors,
    List<SetReport> sets) {
  /// The figures of one set, named as above.
  public record SetReport(
      String set,
      int positions,
      int errors,
      double errorRate,
      int policyErrors,
      int untrainedErrors) {
    public SetReport(String set, int positions, int errors, int policyErrors, int untrainedErrors) {
      this(set, positions, errors, rate(errors, positions), policyErrors, untrainedErrors);
    }
  }

  /// Returns the report of a game's sets together.
  public static VerificationReport of(String game, int simulations, List<SetReport> sets) {
    int positions = sets.stream().mapToInt(SetReport::positions).sum();
    int errors = sets.stream().mapToInt(SetReport::errors).sum();
    return new VerificationReport(
        game,
        positions,
        simulations,
        errors,
        rate(errors, positions),
        sets.stream().mapToInt(SetReport::policyErrors).sum(),
        sets.stream().mapToInt(SetReport::untrainedErrors).sum(),
        List.copyOf(sets));
  }

  private static double rate(int errors, int positions) {
    return positions == 0 ? 0 : (double) errors / positions;
  }
}
