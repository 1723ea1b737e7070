package dev.alphazero.worker.replay;

import java.util.Arrays;

/// One finished game: how it was played and the samples that it gave.
///
/// (`generation`, `index`) is its key and is never used twice in a run.
///
/// @param generation of lockstep self-play; 0 where there are none
/// @param index number of the game in the run
/// @param seed what its random numbers were keyed by
/// @param modelVersion version of the network that played it, see the learner's `ModelVersion`
/// @param actions `[plies]` all actions played, unsigned
/// @param openingPlies how many of them were random and gave no sample
/// @param outcome for player 0: 1 won, 0 drawn, -1 lost
/// @param capped whether the length cap ended it
/// @param resigned whether a resignation ended it
/// @param resignationCheck whether a player would have resigned and it was played on to judge that
/// @param wrongResignation whether that player did not lose after all
/// @param rows `[samples, rowBytes]` in the order of play, as `SampleLayout` says
/// @param samples how many rows there are
@SuppressWarnings("ArrayRecordComponent") // written once and shared read-only
public record Episode(
    long generation,
    long index,
    long seed,
    long modelVersion,
    short[] actions,
    int openingPlies,
    int outcome,
    boolean capped,
    boolean resigned,
    boolean resignationCheck,
    boolean wrongResignation,
    byte[] rows,
    int samples) {
  public Episode {
    check(generation >= 0, "generation must not be negative, generation=", generation);
    check(index >= 0, "index must not be negative, index=", index);
    check(
        openingPlies >= 0 && openingPlies <= actions.length,
        "openingPlies must be in [0, plies], openingPlies=",
        openingPlies);
    check(
        resignationCheck || !wrongResignation,
        "only a resignation check can be wrong, index=",
        index);
    check(outcome >= -1 && outcome <= 1, "outcome must be -1, 0 or 1, outcome=", outcome);
    check(
        samples >= 0 && samples <= actions.length - openingPlies,
        "samples must be in [0, plies - openingPlies], samples=",
        samples);
    check(
        samples == 0 ? rows.length == 0 : rows.length % samples == 0,
        "rows must hold whole samples, rows.length=",
        rows.length);
  }

  /// Returns the number of actions played.
  public int plies() {
    return actions.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Episode that
        && generation == that.generation
        && index == that.index
        && seed == that.seed
        && modelVersion == that.modelVersion
        && openingPlies == that.openingPlies
        && outcome == that.outcome
        && capped == that.capped
        && resigned == that.resigned
        && resignationCheck == that.resignationCheck
        && wrongResignation == that.wrongResignation
        && samples == that.samples
        && Arrays.equals(actions, that.actions)
        && Arrays.equals(rows, that.rows);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(generation) + Long.hashCode(index);
  }

  @Override
  public String toString() {
    return "episode (" + generation + ", " + index + "), " + plies() + " plies";
  }

  private static void check(boolean holds, String rule, long value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + value);
    }
  }
}
