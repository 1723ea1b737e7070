package dev.alphazero.worker.learner;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.RunFolderException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The checkpoints of a run, `checkpoint-0000001000.azc` after 1,000 steps, …
///
/// A checkpoint is complete or not there, whatever happens while it is written. Used by one thread.
public final class CheckpointStore {
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d+)\\.azc");

  private final Path folder;
  private final int keep;
  private final DurableFiles files;

  /// Creates the store of a folder.
  ///
  /// @param keep how many of the newest checkpoints stay
  public CheckpointStore(Path folder, int keep, DurableFiles files) {
    if (keep < 1) {
      throw new IllegalArgumentException("keep must be positive, keep=" + keep);
    }
    this.folder = folder;
    this.keep = keep;
    this.files = files;
  }

  /// A checkpoint that was found.
  ///
  /// @param warnings about newer ones that cannot be read, for people to see
  public record Found(Path file, Checkpoint checkpoint, List<String> warnings) {}

  /// Writes a checkpoint, durable on return, then deletes those beyond `keep`. The one just written
  /// is never deleted, nor one with more steps.
  ///
  /// @throws RunFolderException if the disk refuses; older checkpoints are kept then
  public void save(Checkpoint checkpoint) {
    long step = checkpoint.header().progress().step();
    Path file = folder.resolve("checkpoint-%010d.azc".formatted(step));
    try {
      Files.createDirectories(folder);
      deleteTemporaryFiles();
      files.writeAtomically(file, CheckpointFile.encode(checkpoint));
    } catch (IOException e) {
      throw RunFolderException.of("write checkpoint", file, e);
    }
    prune(step);
  }

  /// Deletes what crashes left of checkpoints that never came to be.
  private void deleteTemporaryFiles() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "checkpoint-*.azc.tmp")) {
      for (Path file : left) {
        files.deleteIfExists(file);
      }
    }
  }

  private void prune(long savedStep) {
    int kept = 1;
    for (Path file : newestFirst()) {
      if (step(file) < savedStep && ++kept > keep) {
        try {
          files.deleteIfExists(file);
        } catch (IOException e) {
          throw RunFolderException.of("delete old checkpoint", file, e);
        }
      }
    }
  }

  /// Returns the newest checkpoint that can be read, or nothing if the folder holds none.
  ///
  /// @param run what it must belong to: game, network and sample layout
  /// @throws RunFolderException if it belongs to another run, or if none of those that are there
  ///   can be read
  public Optional<Found> newest(RunIdentity run) {
    List<String> warnings = new ArrayList<>();
    for (Path file : newestFirst()) {
      Checkpoint checkpoint;
      try {
        checkpoint = CheckpointFile.read(file);
      } catch (IOException | IllegalArgumentException e) {
        warnings.add(unreadable(file, e));
        continue;
      }
      requireSame(file, checkpoint.header().run(), run);
      return Optional.of(new Found(file, checkpoint, warnings));
    }
    if (warnings.isEmpty()) {
      return Optional.empty();
    }
    throw new RunFolderException(
        "none of the checkpoints in "
            + folder
            + " can be read. Restore one from a copy; or delete them to train from the start on the"
            + " logged episodes. "
            + String.join(" ", warnings));
  }

  /// Returns the header of the newest checkpoint that can be read.
  public Optional<CheckpointHeader> newest() {
    return firstReadable(newestFirst());
  }

  /// Returns the header of the oldest checkpoint that can be read: what the log must still hold for
  /// it stays.
  public Optional<CheckpointHeader> oldest() {
    return firstReadable(newestFirst().reversed());
  }

  private static Optional<CheckpointHeader> firstReadable(List<Path> inOrder) {
    for (Path file : inOrder) {
      try {
        return Optional.of(CheckpointFile.read(file).header());
      } catch (IOException | IllegalArgumentException e) {
        // `newest(run)` warns of it; the next decides.
      }
    }
    return Optional.empty();
  }

  /// Returns the checkpoint files, newest first.
  public List<Path> newestFirst() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(CheckpointStore::step).reversed())
          .toList();
    } catch (IOException e) {
      throw RunFolderException.of("list", folder, e);
    }
  }

  private static long step(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  /// Reads one checkpoint file.
  ///
  /// @throws RunFolderException if it cannot be read
  public static Checkpoint load(Path file) {
    try {
      return CheckpointFile.read(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new RunFolderException(unreadable(file, e) + older(file));
    }
  }

  private static String unreadable(Path file, Exception cause) {
    return "checkpoint "
        + file
        + " cannot be read: "
        + reason(cause)
        + ". Restore it from a copy, or delete it.";
  }

  /// Returns words on the newest of a checkpoint's older siblings that can be read.
  private static String older(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !NAME.matcher(String.valueOf(file.getFileName())).matches()) {
      return "";
    }
    CheckpointStore siblings = new CheckpointStore(folder, 1, DurableFiles.disk());
    return siblings.newestFirst().stream()
        .filter(one -> step(one) < step(file))
        .filter(one -> firstReadable(List.of(one)).isPresent())
        .findFirst()
        .map(one -> " The newest older one that can be read is %s.".formatted(one))
        .orElse("");
  }

  private static @Nullable String reason(Exception cause) {
    return switch (cause) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "this user may not read it";
      case JsonProcessingException json -> "its header is damaged: " + json.getOriginalMessage();
      default -> cause.getMessage();
    };
  }

  private static void requireSame(Path file, RunIdentity found, RunIdentity wanted) {
    requireSame(file, "game", found.game(), wanted.game());
    NetworkSpec there = found.network();
    NetworkSpec here = wanted.network();
    requireSame(file, "network.blocks", there.blocks(), here.blocks());
    requireSame(file, "network.channels", there.channels(), here.channels());
    requireSame(file, "network", there, here);
    requireSame(file, "layoutHash", found.layoutHash(), wanted.layoutHash());
  }

  private static void requireSame(Path file, String field, Object found, Object wanted) {
    if (!found.equals(wanted)) {
      throw new RunFolderException(
          "checkpoint %1$s belongs to another run: %2$s=%3$s in the file, %2$s=%4$s wanted. Choose"
                  .formatted(file, field, found, wanted)
              + " another folder with --output, or go back to the training file of that run.");
    }
  }
}
