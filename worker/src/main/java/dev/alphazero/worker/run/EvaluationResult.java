package dev.alphazero.worker.run;

import dev.alphazero.worker.arena.MatchResult;
import dev.alphazero.worker.plan.Counters;
import dev.alphazero.worker.replay.RunFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One measurement of strength during a training; a line of `evaluations.jsonl`.
///
/// @param counters what the training had done by then
/// @param simulations of each search
/// @param positions of known value, in all sets; 0 for games that have none
/// @param errors by set of positions: searched moves that give value away
/// @param matches against each opponent
public record EvaluationResult(
    Counters counters,
    int simulations,
    int positions,
    Map<String, Integer> errors,
    List<MatchResult> matches) {
  /// Reads the last evaluation of a run, if there is one. A last line without its end is not: the
  /// process died while it was written.
  ///
  /// @throws RunException if it is no evaluation
  static Optional<EvaluationResult> last(RunFolder folder) {
    if (!Files.exists(folder.evaluations())) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(folder.evaluations());
      int end = text.lastIndexOf('\n');
      if (end <= 0) {
        return Optional.empty();
      }
      String line = text.substring(text.lastIndexOf('\n', end - 1) + 1, end);
      return Optional.of(
          JsonFiles.parse(
              folder.evaluations(), line, EvaluationResult.class, "Delete its last line."));
    } catch (IOException e) {
      throw RunFolderException.of("read", folder.evaluations(), e);
    }
  }

  /// Adds a line to the run's evaluations.
  public void appendTo(RunFolder folder) {
    JsonFiles.appendLine(folder.evaluations(), this);
  }

  /// Returns the share of errors over all positions; there must be some.
  public double errorRate() {
    return (double) errors.values().stream().mapToInt(Integer::intValue).sum() / positions;
  }
}
