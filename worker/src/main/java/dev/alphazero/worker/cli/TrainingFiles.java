package dev.alphazero.worker.cli;

import dev.alphazero.crd.read.Flag;
import dev.alphazero.crd.read.OldNames;
import dev.alphazero.crd.read.TrainingFile;
import dev.alphazero.crd.read.TrainingReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/// Training files as commands read them.
final class TrainingFiles {
  private TrainingFiles() {}

  /// Returns the training of a file, with the flags put on top, and writes a line for each old name
  /// in it.
  static TrainingFile read(Path file, List<Flag> flags, PrintWriter err) {
    TrainingFile training = TrainingReader.read(file, flags);
    OldNames.in(training.spec()).forEach(old -> err.println("warning: " + file + ": " + old));
    err.flush();
    return training;
  }
}
