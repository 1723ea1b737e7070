package dev.alphazero.worker.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Keeps a run folder to one process: a lock on its file `lock`, which holds the owner's process
/// id. The operating system releases the lock when the process dies, however it dies; the file
/// stays.
public final class RunLock implements AutoCloseable {
  /// Folders locked by this process. Closing any channel of a file drops the process's lock on it,
  /// so a second attempt must not even open the file.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /// `isHeld` of another process locks for microseconds: long enough for that.
  private static final int TRIES = 5;

  private static final long PAUSE_NANOS = 10_000_000;

  private final Path folder;
  private final FileChannel channel;

  private RunLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /// Locks a run folder, which is created if it is missing.
  ///
  /// @throws RunFolderException if another run uses it or it cannot be written
  public static RunLock acquire(Path folder) {
    Path file = folder.resolve("lock");
    try {
      Files.createDirectories(folder);
      Path real = folder.toRealPath();
      if (!HELD.add(real)) {
        throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
      }
      @Nullable RunLock lock = null;
      try {
        lock = lock(real, folder, file);
        return lock;
      } finally {
        if (lock == null) {
          HELD.remove(real);
        }
      }
    } catch (IOException e) {
      throw RunFolderException.of("lock", file, e);
    }
  }

  /// Returns whether a process, this one or another, holds the folder's lock. Changes nothing, also
  /// not for the holder.
  ///
  /// @throws RunFolderException if that cannot be found out
  public static boolean isHeld(Path folder) {
    Path file = folder.resolve("lock");
    if (!Files.exists(file)) {
      return false;
    }
    try {
      if (HELD.contains(folder.toRealPath())) {
        return true;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
          @Nullable FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
        return shared == null;
      }
    } catch (IOException e) {
      throw RunFolderException.of("look at", file, e);
    }
  }

  private static RunLock lock(Path real, Path folder, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    @Nullable RunLock lock = null;
    try {
      @Nullable FileLock held = channel.tryLock();
      for (int tries = 1; held == null && tries < TRIES; tries++) {
        LockSupport.parkNanos(PAUSE_NANOS);
        held = channel.tryLock();
      }
      if (held == null) {
        throw inUse(folder, Files.readString(file, StandardCharsets.UTF_8).strip());
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
      lock = new RunLock(real, channel);
      return lock;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  private static RunFolderException inUse(Path folder, String pid) {
    return new RunFolderException(
        "run folder "
            + folder
            + " is in use by process "
            + pid
            + ". Stop that process, or choose another folder with --output.");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw RunFolderException.of("unlock", folder.resolve("lock"), e);
    } finally {
      HELD.remove(folder);
    }
  }
}
