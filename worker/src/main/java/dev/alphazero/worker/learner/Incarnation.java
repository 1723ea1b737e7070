package dev.alphazero.worker.learner;

import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.RunFolderException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Counts the starts of a run's learner in the file `incarnation`. A checkpoint could not: the
/// learner may die between its first published weights and its first checkpoint.
public final class Incarnation {
  private Incarnation() {}

  /// Returns the number of this start, from 1, durable on return.
  public static int next(Path folder, DurableFiles files) {
    Path file = folder.resolve("incarnation");
    try {
      int next = Files.exists(file) ? 1 + read(file) : 1;
      byte[] text = (next + "\n").getBytes(StandardCharsets.US_ASCII);
      files.writeAtomically(file, ByteBuffer.wrap(text));
      return next;
    } catch (IOException e) {
      throw RunFolderException.of("write", file, e);
    }
  }

  private static int read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new RunFolderException(
          "file "
              + file
              + " must hold the number of learner starts, but holds '"
              + text
              + "'. Write a number larger than any start so far into it, for example 1000.");
    }
  }
}
