package dev.alphazero.crd.resolve;

import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.GameName;
import dev.alphazero.crd.read.TrainingReader;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The defaults that are shipped as data. Each file is read once.
final class Defaults {
  private static final AlphaZeroTrainingSpec BUILT_IN = read("defaults/training.yaml");
  private static final AlphaZeroTrainingSpec GUMBEL = read("defaults/gumbel.yaml");
  private static final Map<GameName, AlphaZeroTrainingSpec> GAMES =
      Arrays.stream(GameName.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  game -> game, game -> read("games/" + game.text() + ".yaml")));

  private Defaults() {}

  /// Returns what holds for every training.
  static AlphaZeroTrainingSpec builtIn() {
    return BUILT_IN;
  }

  /// Returns what a game's author found to work.
  static AlphaZeroTrainingSpec ofGame(GameName game) {
    return Objects.requireNonNull(GAMES.get(game));
  }

  /// Returns what has no place in Gumbel search and is therefore off, whatever the other defaults
  /// say.
  static AlphaZeroTrainingSpec ofGumbel() {
    return GUMBEL;
  }

  private static AlphaZeroTrainingSpec read(String path) {
    return TrainingReader.readPartialSpec(path, DataFiles.text("/" + path));
  }
}
