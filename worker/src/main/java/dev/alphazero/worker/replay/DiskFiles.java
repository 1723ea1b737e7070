package dev.alphazero.worker.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// `DurableFiles` on the real disk.
final class DiskFiles implements DurableFiles {
  private static final int SLICE_BYTES = 1 << 20;

  @Override
  public WritableFile open(Path file) throws IOException {
    return new ChannelFile(
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void deleteIfExists(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private record ChannelFile(FileChannel channel) implements WritableFile {
    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      long at = position;
      int end = bytes.limit();
      while (bytes.position() < end) {
        // In slices: Java copies heap buffers to native memory, whole, and keeps the copy.
        bytes.limit(Math.min(end, bytes.position() + SLICE_BYTES));
        at += channel.write(bytes, at);
      }
    }

    @Override
    public void truncate(long bytes) throws IOException {
      channel.truncate(bytes);
    }

    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
