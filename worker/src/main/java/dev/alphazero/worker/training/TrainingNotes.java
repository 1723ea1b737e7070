package dev.alphazero.worker.training;

import dev.alphazero.worker.strength.StrengthEvaluations;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What a checkpoint remembers of a local training beside its learner.
///
/// @param seconds wall time of training so far, pauses left out
/// @param evaluatedGames games at the last evaluation
/// @param errorRate of the last evaluation, if it had positions
record TrainingNotes(double seconds, long evaluatedGames, OptionalDouble errorRate) {
  static TrainingNotes of(double seconds, StrengthEvaluations evaluation) {
    return new TrainingNotes(seconds, evaluation.evaluatedGames(), evaluation.errorRate());
  }

  static TrainingNotes of(Map<String, String> notes) {
    String errorRate = notes.get("errorRate");
    return new TrainingNotes(
        Double.parseDouble(notes.getOrDefault("seconds", "0")),
        Long.parseLong(notes.getOrDefault("evaluatedGames", "0")),
        errorRate == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(Double.parseDouble(errorRate)));
  }

  Map<String, String> asMap() {
    Map<String, String> notes = new TreeMap<>();
    notes.put("seconds", Double.toString(seconds));
    notes.put("evaluatedGames", Long.toString(evaluatedGames));
    errorRate.ifPresent(rate -> notes.put("errorRate", Double.toString(rate)));
    return notes;
  }
}
