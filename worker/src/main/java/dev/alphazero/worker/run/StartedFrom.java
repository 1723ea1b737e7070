package dev.alphazero.worker.run;

/// Where a run has its first weights from, if it did not begin with new ones: a part of `run.json`.
///
/// @param named the run or checkpoint, as it was named
/// @param checkpoint the file
/// @param step training steps that made the weights
/// @param games that the other run had played
/// @param version of the weights in their run
/// @param library that trained them
public record StartedFrom(
    String named, String checkpoint, long step, long games, String version, String library) {
  /// Returns where from, in one line.
  public String text() {
    return "beginning with the weights of %s: step %,d, made with %,d games"
        .formatted(checkpoint, step, games);
  }
}
