package dev.alphazero.worker.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/// A real disk that fills up, refuses or loses power when a test says so.
public final class FailingDisk implements DurableFiles {
  private final DurableFiles disk = DurableFiles.disk();

  /// Bytes that still fit.
  public long freeBytes = Long.MAX_VALUE;

  /// Operations that still happen; then the power is off and every one fails.
  public int operationsLeft = Integer.MAX_VALUE;

  public boolean readOnly;
  public boolean syncFails;

  @Override
  public WritableFile open(Path file) throws IOException {
    operation(file);
    return new File(file, disk.open(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    operation(to);
    disk.rename(from, to);
  }

  @Override
  public void deleteIfExists(Path file) throws IOException {
    operation(file);
    disk.deleteIfExists(file);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    operation(folder);
    disk.syncFolder(folder);
  }

  private void operation(Path file) throws IOException {
    if (readOnly) {
      throw new AccessDeniedException(file.toString());
    }
    if (operationsLeft == 0) {
      throw new IOException("no power");
    }
    operationsLeft--;
  }

  private final class File implements WritableFile {
    private final Path path;
    private final WritableFile file;

    File(Path path, WritableFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      operation(path);
      int fit = (int) Math.min(bytes.remaining(), freeBytes);
      boolean full = fit < bytes.remaining();
      freeBytes -= fit;
      file.write(bytes.slice(bytes.position(), fit), position);
      bytes.position(bytes.position() + fit);
      if (full) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void truncate(long bytes) throws IOException {
      operation(path);
      file.truncate(bytes);
    }

    @Override
    public void sync() throws IOException {
      operation(path);
      if (syncFails) {
        throw new IOException("Input/output error");
      }
      file.sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
