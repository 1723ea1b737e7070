package dev.alphazero.crd.resolve;

import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.GameName;
import dev.alphazero.crd.read.TrainingReader;

/// The defaults that are shipped as data.
final class Defaults {
  private Defaults() {}

  /// Returns what holds for every training.
  static AlphaZeroTrainingSpec builtIn() {
    return read("defaults/training.yaml");
  }

  /// Returns what a game's author found to work.
  static AlphaZeroTrainingSpec ofGame(GameName game) {
    return read("games/" + game.text() + ".yaml");
  }

  /// Returns what has no place in Gumbel search and is therefore off, whatever the other defaults
  /// say.
  static AlphaZeroTrainingSpec ofGumbel() {
    return read("defaults/gumbel.yaml");
  }

  private static AlphaZeroTrainingSpec read(String path) {
    return TrainingReader.readPartialSpec(path, DataFiles.text("/" + path));
  }
}
