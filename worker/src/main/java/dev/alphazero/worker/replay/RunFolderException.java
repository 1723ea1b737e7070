package dev.alphazero.worker.replay;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file of a run cannot be written or read. The message is for the user: it names the file, the
/// reason and what to do.
public class RunFolderException extends RuntimeException {
  public RunFolderException(String message) {
    super(message);
  }

  private RunFolderException(String message, IOException cause) {
    super(message, cause);
  }

  /// Returns the exception for an operation that the file system refused.
  ///
  /// @param doing the operation, for example `append episodes to`
  public static RunFolderException of(String doing, Path file, IOException cause) {
    return new RunFolderException(
        "cannot " + doing + " " + file + ": " + reasonAndRemedy(cause), cause);
  }

  private static String reasonAndRemedy(IOException cause) {
    @Nullable String said = cause.getMessage();
    String text = said == null ? cause.getClass().getSimpleName() : said;
    if (text.contains("No space left") || text.contains("quota exceeded")) {
      return "the disk is full ("
          + text
          + "). Free some space and run the same command again; what was written before is kept.";
    }
    if (cause instanceof AccessDeniedException || text.contains("Read-only file system")) {
      return "it is not writable ("
          + text
          + "). Make the folder writable for this user, or choose another with --output.";
    }
    if (cause instanceof NoSuchFileException
        || cause instanceof FileAlreadyExistsException
        || text.contains("Not a directory")) {
      return "something on its path is missing or no folder ("
          + text
          + "). Put it right, or choose another folder with --output.";
    }
    return text
        + ". Check the disk, then run the same command again; what was written before is kept.";
  }
}
