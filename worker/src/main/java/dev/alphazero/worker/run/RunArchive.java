package dev.alphazero.worker.run;

import dev.alphazero.worker.plan.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Writes a run's folder as a tar (POSIX ustar), also while it trains: a file that grows is cut
/// where it was when its turn came, one that goes away is left out. What comes of it resumes, plays
/// and verifies.
public final class RunArchive {
  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;
  private static final long MAX_SIZE = (1L << 33) - 1;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_BYTES = 8;

  private RunArchive() {}

  /// @param episodes whether the log of episodes is written too; to play and to verify it is not
  ///   needed
  /// @throws InputException if there is no run in the folder
  public static void write(RunFolder folder, boolean episodes, OutputStream out)
      throws IOException {
    if (!folder.holdsRun()) {
      throw new InputException("the folder must hold a run, folder=" + folder.path());
    }
    for (Path file : files(folder, episodes)) {
      write(folder.path().relativize(file).toString().replace('\\', '/'), file, out);
    }
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  /// The log comes last: it must hold every game that a checkpoint counts.
  private static List<Path> files(RunFolder folder, boolean episodes) throws IOException {
    List<Path> files = new ArrayList<>(list(folder.path()));
    files.remove(folder.lock());
    files.addAll(list(folder.checkpoints()));
    if (episodes) {
      files.addAll(list(folder.episodes()));
    }
    return files;
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void write(String name, Path file, OutputStream out) throws IOException {
    InputStream opened;
    try {
      opened = Files.newInputStream(file);
    } catch (NoSuchFileException _) {
      return;
    }
    try (InputStream in = opened) {
      long size = Files.size(file);
      out.write(header(name, size));
      long rest = size;
      byte[] buffer = new byte[128 * BLOCK];
      while (rest > 0) {
        int read = in.read(buffer, 0, (int) Math.min(rest, buffer.length));
        if (read < 0) {
          throw new IOException(file + " must not shrink while it is read, missing bytes=" + rest);
        }
        out.write(buffer, 0, read);
        rest -= read;
      }
      out.write(new byte[(int) (-size & (BLOCK - 1))]);
    }
  }

  /// | offset | bytes | what |
  /// |---|---|---|
  /// | 0 | 100 | name |
  /// | 100 | 8 | mode, octal |
  /// | 108 | 8 | owner, octal |
  /// | 116 | 8 | group, octal |
  /// | 124 | 12 | size, octal |
  /// | 136 | 12 | time of change, octal |
  /// | 148 | 8 | sum of all bytes, with these as blanks |
  /// | 156 | 1 | `0`: a file |
  /// | 257 | 8 | `ustar`, 0, `00` |
  private static byte[] header(String name, long size) {
    byte[] header = new byte[BLOCK];
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > NAME_BYTES) {
      throw new IllegalArgumentException("a file's name must have at most 100 bytes, name=" + name);
    }
    if (size > MAX_SIZE) {
      throw new IllegalArgumentException("a file must have less than 8 GiB, name=" + name);
    }
    System.arraycopy(bytes, 0, header, 0, bytes.length);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, "%011o".formatted(size));
    put(header, 136, "00000000000");
    header[156] = '0';
    put(header, 257, "ustar");
    put(header, 263, "00");
    Arrays.fill(header, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, CHECKSUM_AT, "%06o".formatted(sum));
    header[CHECKSUM_AT + 6] = 0;
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
