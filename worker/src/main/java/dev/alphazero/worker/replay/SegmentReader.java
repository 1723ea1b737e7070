package dev.alphazero.worker.replay;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Reads one segment of the log, record by record, and verifies what it reads. Used by one thread.
final class SegmentReader implements AutoCloseable {
  private final EpisodeCodec codec;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment file;
  private final SegmentHeader header;
  private long offset;

  /// Opens a segment.
  ///
  /// @throws IllegalArgumentException if the file does not begin with a segment's header
  SegmentReader(Path path, EpisodeCodec codec) throws IOException {
    this(path, codec, null);
  }

  private SegmentReader(Path path, EpisodeCodec codec, @Nullable SegmentHeader instead)
      throws IOException {
    this.codec = codec;
    boolean opened = false;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      int most = (int) Math.min(file.byteSize(), 1 << 17);
      header =
          instead == null ? SegmentHeader.decode(file.asSlice(0, most).asByteBuffer()) : instead;
      offset = instead == null ? header.bytes() : 0;
      opened = true;
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  /// Opens a segment whose header cannot be read. Reading begins at byte 0, where no record is.
  ///
  /// @param instead what stands for the header
  static SegmentReader withoutHeader(Path path, EpisodeCodec codec, SegmentHeader instead)
      throws IOException {
    return new SegmentReader(path, codec, instead);
  }

  SegmentHeader header() {
    return header;
  }

  /// Returns the bytes of the file.
  long bytes() {
    return file.byteSize();
  }

  /// Returns the byte at which the next record starts.
  long offset() {
    return offset;
  }

  /// Moves to a record that `offset` returned before.
  void seek(long record) {
    offset = record;
  }

  /// Returns the next episode, or null at the end of the file.
  @Nullable Episode next() throws BadRecordException {
    long left = file.byteSize() - offset;
    if (left == 0) {
      return null;
    }
    if (left < LogRecord.HEAD_BYTES) {
      throw new BadRecordException(offset, "its head is cut off", true);
    }
    long payloadAt = offset + LogRecord.HEAD_BYTES;
    ByteBuffer head = file.asSlice(offset, LogRecord.HEAD_BYTES).asByteBuffer();
    if (!LogRecord.headIsGood(head)) {
      throw new BadRecordException(offset, "its head is damaged", onlyZeros(payloadAt));
    }
    int bytes = LogRecord.payloadBytes(head);
    if (bytes > file.byteSize() - payloadAt) {
      throw new BadRecordException(offset, "its end is cut off", true);
    }
    ByteBuffer payload = file.asSlice(payloadAt, bytes).asByteBuffer();
    if (!LogRecord.payloadIsGood(head, payload)) {
      throw new BadRecordException(offset, "its checksum differs", onlyZeros(payloadAt + bytes));
    }
    try {
      Episode episode = codec.decode(payload);
      offset = payloadAt + bytes;
      return episode;
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(offset, String.valueOf(e.getMessage()), false);
    }
  }

  /// Moves from a bad record to the next good one, or to the end of the file. A head's checksum and
  /// its payload's tell a record from other bytes.
  void skipToGoodRecord() {
    long bad = offset;
    for (long at = bad + 1; at + LogRecord.HEAD_BYTES <= file.byteSize(); at++) {
      if (isGoodRecord(at)) {
        offset = at;
        return;
      }
    }
    offset = file.byteSize();
  }

  private boolean isGoodRecord(long at) {
    ByteBuffer head = file.asSlice(at, LogRecord.HEAD_BYTES).asByteBuffer();
    long payloadAt = at + LogRecord.HEAD_BYTES;
    int bytes = LogRecord.payloadBytes(head);
    if (bytes < 0 || bytes > file.byteSize() - payloadAt || !LogRecord.headIsGood(head)) {
      return false;
    }
    ByteBuffer payload = file.asSlice(payloadAt, bytes).asByteBuffer();
    return LogRecord.payloadIsGood(head, payload) && isEpisode(payload);
  }

  private boolean isEpisode(ByteBuffer payload) {
    try {
      codec.decode(payload);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Whether nothing was written after a bad record: a crash leaves the file cut off there, or
  /// filled up with zeros.
  private boolean onlyZeros(long from) {
    for (long at = from; at < file.byteSize(); at++) {
      if (file.get(JAVA_BYTE, at) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    arena.close();
  }

  /// A record cannot be read.
  static final class BadRecordException extends Exception {
    final long offset;

    /// Whether a crash during an append explains it: nothing follows.
    final boolean torn;

    BadRecordException(long offset, String reason, boolean torn) {
      super(reason);
      this.offset = offset;
      this.torn = torn;
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }
}
