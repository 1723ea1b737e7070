package dev.alphazero.worker.run;

import java.nio.file.Files;
import java.nio.file.Path;

/// What lies where in a run's folder.
///
/// | path | what |
/// |---|---|
/// | `run.json` | what the run is: game, settings, precision; written at the start and when settings change |
/// | `report.json` | what it has reached; written when a training ends or is stopped |
/// | `evaluations.jsonl` | every measurement of strength, one JSON document a line |
/// | `episodes/` | the log of episodes |
/// | `checkpoints/` | the newest checkpoints |
/// | `lost-games.jsonl` | what was lost of the log, one JSON document a time; mostly absent |
/// | `lock` | held by the process that trains |
public record RunFolder(Path path) {
  public Path record() {
    return path.resolve("run.json");
  }

  public Path report() {
    return path.resolve("report.json");
  }

  public Path evaluations() {
    return path.resolve("evaluations.jsonl");
  }

  public Path episodes() {
    return path.resolve("episodes");
  }

  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  public Path lostGames() {
    return path.resolve("lost-games.jsonl");
  }

  public Path lock() {
    return path.resolve("lock");
  }

  /// Returns whether a run has begun here.
  public boolean holdsRun() {
    return Files.exists(record());
  }
}
