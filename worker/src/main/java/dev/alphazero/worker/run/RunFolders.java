package dev.alphazero.worker.run;

import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.replay.RunFolderException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds runs on the disk.
public final class RunFolders {
  private static final Path RUNS = Path.of("runs");

  private RunFolders() {}

  /// Returns the run that a command's argument names: by its folder, or by its name under `runs/`.
  ///
  /// @throws InputException if there is none; the message says where was looked
  public static RunFolder named(String name) {
    Path path = Path.of(name);
    List<Path> folders = Stream.of(path, RUNS.resolve(name)).filter(Files::isDirectory).toList();
    if (folders.isEmpty()) {
      throw new InputException(
          Files.exists(path)
              ? "%s is a file: name the run's folder".formatted(name)
              : "there is no run or checkpoint %s: neither %s nor %s exists. `alphazero runs` lists the runs there are."
                  .formatted(name, path, RUNS.resolve(name)));
    }
    return folders.stream()
        .map(RunFolder::new)
        .filter(RunFolder::holdsRun)
        .findFirst()
        .orElseThrow(() -> RunRecord.missing(folders.getFirst()));
  }

  /// Returns the runs of a folder, in alphabetical order: its subfolders that hold one, or the
  /// start of one; and the folder itself if it is one.
  ///
  /// @throws RunFolderException if the folder cannot be listed
  public static List<RunFolder> in(Path folder) {
    RunFolder itself = new RunFolder(folder);
    if (itself.holdsRun()) {
      return List.of(itself);
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory)
          .map(RunFolder::new)
          .filter(RunFolders::looksLikeRun)
          .sorted((a, b) -> a.path().compareTo(b.path()))
          .toList();
    } catch (IOException e) {
      throw RunFolderException.of("list", folder, e);
    }
  }

  private static boolean looksLikeRun(RunFolder folder) {
    return folder.holdsRun()
        || Files.exists(folder.lock())
        || Files.exists(folder.report())
        || Files.exists(folder.checkpoints())
        || Files.exists(folder.episodes());
  }

  /// What lies in a folder.
  ///
  /// @param lastWritten of the files and folders in it
  record Disk(long bytes, Instant lastWritten) {}

  /// Adds up the files of a folder. Those that go away meanwhile are left out.
  static Disk disk(Path folder) {
    DiskVisitor visitor = new DiskVisitor();
    try {
      Files.walkFileTree(folder, visitor);
    } catch (IOException e) {
      throw RunFolderException.of("list", folder, e);
    }
    return new Disk(visitor.bytes, visitor.lastWritten);
  }

  private static final class DiskVisitor extends SimpleFileVisitor<Path> {
    long bytes;
    Instant lastWritten = Instant.EPOCH;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      Instant written = attributes.lastModifiedTime().toInstant();
      lastWritten = written.isAfter(lastWritten) ? written : lastWritten;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
