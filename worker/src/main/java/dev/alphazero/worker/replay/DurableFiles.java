package dev.alphazero.worker.replay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The writing side of a run folder: every operation whose order or failure decides what survives a
/// crash. Tests put a failing disk behind it.
///
/// A thread that is interrupted in one of these calls loses the file (Java closes its channel), so
/// threads that write are asked to stop, never interrupted.
public interface DurableFiles {
  /// Returns the real disk.
  static DurableFiles disk() {
    return new DiskFiles();
  }

  /// Opens a file for writing; creates it if it is missing.
  WritableFile open(Path file) throws IOException;

  /// Renames atomically; replaces `to`.
  void rename(Path from, Path to) throws IOException;

  void deleteIfExists(Path file) throws IOException;

  /// Makes creations, renames and deletions in a folder durable.
  void syncFolder(Path folder) throws IOException;

  /// Writes a whole file so that a crash leaves the old one or the new one: temporary file, sync,
  /// rename, sync of the folder.
  default void writeAtomically(Path file, ByteBuffer... parts) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (WritableFile out = open(temporary)) {
        out.truncate(0);
        long position = 0;
        for (ByteBuffer part : parts) {
          int bytes = part.remaining();
          out.write(part, position);
          position += bytes;
        }
        out.sync();
      }
      rename(temporary, file);
    } catch (IOException e) {
      try {
        deleteIfExists(temporary);
      } catch (IOException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
    syncFolder(file.resolveSibling("."));
  }

  /// A file open for writing.
  interface WritableFile extends Closeable {
    /// Writes all remaining bytes at a position.
    void write(ByteBuffer bytes, long position) throws IOException;

    void truncate(long bytes) throws IOException;

    /// Returns when what was written is on the disk.
    void sync() throws IOException;
  }
}
