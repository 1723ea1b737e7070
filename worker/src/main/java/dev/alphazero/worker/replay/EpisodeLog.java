package dev.alphazero.worker.replay;

import dev.alphazero.worker.replay.SegmentReader.BadRecordException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The durable log of a run's episodes, append-only, in segments `episodes-0000000001.log`, …
///
/// An appended episode survives a crash at any later moment. A crash during an append leaves a torn
/// tail, which the next opening cuts off; `tornBytes` says so. Damage anywhere else is an error:
/// nothing that was durable is dropped silently. `SegmentHeader` and `LogRecord` document the
/// bytes. Used by one thread, which must not be interrupted.
public final class EpisodeLog implements AutoCloseable {
  /// A segment of this size is followed by the next one.
  public static final long DEFAULT_SEGMENT_BYTES = 64L << 20;

  private final Path folder;
  private final String game;
  private final SampleLayout layout;
  private final EpisodeCodec codec;
  private final long segmentBytes;
  private final DurableFiles files;
  private final Deque<LogScan.Segment> segments;
  private final EpisodeKeys keys;
  private final long tornBytes;

  private LogCounters counters;
  private DurableFiles.WritableFile tail;

  /// Good bytes of the last segment. More may lie on the disk while `tailIsDirty`.
  private long tailBytes;

  private boolean tailIsDirty;
  private ByteBuffer record = ByteBuffer.allocateDirect(1 << 16);

  private EpisodeLog(
      Path folder,
      String game,
      SampleLayout layout,
      long segmentBytes,
      DurableFiles files,
      LogScan scan)
      throws IOException {
    this.folder = folder;
    this.game = game;
    this.layout = layout;
    this.segmentBytes = segmentBytes;
    this.files = files;
    codec = new EpisodeCodec(layout);
    segments = new ArrayDeque<>(scan.segments());
    keys = scan.keys();
    counters = scan.counters();
    tornBytes = scan.tornBytes();
    tail = files.open(segments.getLast().file());
    tailBytes = scan.goodBytes();
    if (tornBytes > 0) {
      tail.truncate(tailBytes);
      tail.sync();
    }
  }

  /// Opens the log of a folder, or begins one.
  ///
  /// @throws RunFolderException if it is damaged, belongs to another game or cannot be written
  public static EpisodeLog open(Path folder, String game, SampleLayout layout) {
    return open(folder, game, layout, DEFAULT_SEGMENT_BYTES, DurableFiles.disk());
  }

  /// Opens the log of a folder, or begins one, with a segment size and a disk.
  public static EpisodeLog open(
      Path folder, String game, SampleLayout layout, long segmentBytes, DurableFiles files) {
    try {
      Files.createDirectories(folder);
      LogScan.deleteTemporaryFiles(folder, files);
      LogScan scan = LogScan.of(folder, game, layout);
      if (scan.segments().isEmpty()) {
        SegmentHeader first = new SegmentHeader(1, game, layout.hash(), LogCounters.ZERO);
        files.writeAtomically(LogFiles.file(folder, 1), first.encode());
        scan = LogScan.of(folder, game, layout);
      }
      return new EpisodeLog(folder, game, layout, segmentBytes, files, scan);
    } catch (IOException e) {
      throw RunFolderException.of("open the episode log in", folder, e);
    }
  }

  /// Returns what the log has seen since the run began, deleted segments included.
  public LogCounters counters() {
    return counters;
  }

  /// Returns the counters before the first episode that is still there.
  public LogCounters deleted() {
    return segments.getFirst().start();
  }

  /// Returns how many bytes of an interrupted append the opening cut off, 0 for none.
  public long tornBytes() {
    return tornBytes;
  }

  /// Returns whether an episode is logged; those of deleted segments are forgotten.
  public boolean contains(long generation, long index) {
    return keys.contains(generation, index);
  }

  /// Appends new episodes, which are durable on return.
  ///
  /// @throws IllegalArgumentException if one is logged already
  /// @throws RunFolderException if the disk refuses; then none of them is logged, what was logged
  ///   before is kept, and the call may be repeated
  public void append(List<Episode> episodes) {
    EpisodeKeys batch = new EpisodeKeys();
    for (Episode episode : episodes) {
      if (contains(episode.generation(), episode.index())
          || !batch.add(episode.generation(), episode.index())) {
        throw new IllegalArgumentException("an episode must be logged once, " + episode);
      }
    }
    write(episodes);
  }

  /// Appends those episodes that are not logged yet and ignores the others, as a run needs that
  /// plays a generation again after a crash. Else as `append`.
  ///
  /// @return how many were new
  public int appendNew(List<Episode> episodes) {
    EpisodeKeys batch = new EpisodeKeys();
    List<Episode> added = new ArrayList<>();
    for (Episode episode : episodes) {
      if (!contains(episode.generation(), episode.index())
          && batch.add(episode.generation(), episode.index())) {
        added.add(episode);
      }
    }
    write(added);
    return added.size();
  }

  private void write(List<Episode> episodes) {
    if (episodes.isEmpty()) {
      return;
    }
    rollIfFull();
    long end = tailBytes;
    LogCounters after = counters;
    try {
      cutDirtyTail();
      tailIsDirty = true;
      for (Episode episode : episodes) {
        encode(episode);
        int bytes = record.remaining();
        tail.write(record, end);
        end += bytes;
        after = after.plus(episode);
      }
      tail.sync();
      tailIsDirty = false;
    } catch (IOException e) {
      throw RunFolderException.of("append episodes to", segments.getLast().file(), undo(e));
    }
    tailBytes = end;
    counters = after;
    for (Episode episode : episodes) {
      keys.add(episode.generation(), episode.index());
    }
  }

  private void encode(Episode episode) {
    int bytes = LogRecord.HEAD_BYTES + codec.encodedBytes(episode);
    if (record.capacity() < bytes) {
      record = ByteBuffer.allocateDirect(Math.max(bytes, 2 * record.capacity()));
    }
    record.clear();
    LogRecord.encode(codec, episode, record);
    record.flip();
  }

  /// Takes a failed append back. If that fails too, the next append or opening does it.
  private IOException undo(IOException cause) {
    try {
      cutDirtyTail();
    } catch (IOException alsoFailed) {
      cause.addSuppressed(alsoFailed);
    }
    return cause;
  }

  private void cutDirtyTail() throws IOException {
    if (tailIsDirty) {
      tail.truncate(tailBytes);
      tailIsDirty = false;
    }
  }

  private void rollIfFull() {
    if (tailBytes < segmentBytes) {
      return;
    }
    long number = segments.getLast().number() + 1;
    Path file = LogFiles.file(folder, number);
    SegmentHeader header = new SegmentHeader(number, game, layout.hash(), counters);
    try {
      cutDirtyTail();
      files.writeAtomically(file, header.encode());
      DurableFiles.WritableFile next = files.open(file);
      tail.close();
      tail = next;
    } catch (IOException e) {
      throw RunFolderException.of("begin the episode log", file, e);
    }
    tailBytes = header.bytes();
    segments.addLast(new LogScan.Segment(file, number, counters));
  }

  /// Returns the first sample of the segment that holds a sample, or of the oldest segment if that
  /// one is deleted; both counted from 0 since the run began.
  public long segmentStart(long sample) {
    long start = deleted().samples();
    for (LogScan.Segment segment : segments) {
      if (segment.start().samples() <= sample) {
        start = segment.start().samples();
      }
    }
    return start;
  }

  /// Visits episodes oldest first.
  ///
  /// @param fromSample segments that end at or before this sample, counted since the run began, are
  ///   left out
  public void readOldestFirst(long fromSample, EpisodeVisitor visitor) {
    List<LogScan.Segment> all = List.copyOf(segments);
    for (int i = 0; i < all.size(); i++) {
      if (end(all, i).samples() > fromSample && !readForward(all.get(i), end(all, i), visitor)) {
        return;
      }
    }
  }

  /// Visits episodes newest first.
  public void readNewestFirst(EpisodeVisitor visitor) {
    List<LogScan.Segment> all = List.copyOf(segments);
    for (int i = all.size() - 1; i >= 0; i--) {
      if (!readBackward(all.get(i), end(all, i), visitor)) {
        return;
      }
    }
  }

  /// The counters after the last episode of segment i.
  private LogCounters end(List<LogScan.Segment> all, int i) {
    return i + 1 < all.size() ? all.get(i + 1).start() : counters;
  }

  private boolean readForward(LogScan.Segment segment, LogCounters end, EpisodeVisitor visitor) {
    try (SegmentReader reader = LogScan.open(segment.file(), codec)) {
      long samples = segment.start().samples();
      for (long number = segment.start().episodes(); number < end.episodes(); number++) {
        Episode episode = next(reader, segment);
        if (!visitor.visit(number, samples, episode)) {
          return false;
        }
        samples += episode.samples();
      }
      return true;
    } catch (IOException e) {
      throw RunFolderException.of("read the episode log", segment.file(), e);
    }
  }

  private boolean readBackward(LogScan.Segment segment, LogCounters end, EpisodeVisitor visitor) {
    try (SegmentReader reader = LogScan.open(segment.file(), codec)) {
      int count = (int) (end.episodes() - segment.start().episodes());
      long[] offsets = new long[count];
      for (int i = 0; i < count; i++) {
        offsets[i] = reader.offset();
        next(reader, segment);
      }
      long samples = end.samples();
      for (int i = count - 1; i >= 0; i--) {
        reader.seek(offsets[i]);
        Episode episode = next(reader, segment);
        samples -= episode.samples();
        if (!visitor.visit(segment.start().episodes() + i, samples, episode)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw RunFolderException.of("read the episode log", segment.file(), e);
    }
  }

  private static Episode next(SegmentReader reader, LogScan.Segment segment) {
    try {
      @Nullable Episode episode = reader.next();
      if (episode == null) {
        throw new RunFolderException(
            "episode log " + segment.file() + " was cut while in use. Run the same command again.");
      }
      return episode;
    } catch (BadRecordException e) {
      throw LogScan.damaged(segment.file(), e);
    }
  }

  /// Deletes segments of which no sample is needed any more; the last one stays.
  ///
  /// @param sample the oldest sample that is still needed, counted from 0 since the run began:
  ///   where the window of the oldest checkpoint that may be resumed starts
  /// @return how many segments were deleted
  public int deleteBefore(long sample) {
    int deleted = 0;
    List<LogScan.Segment> all = List.copyOf(segments);
    while (deleted + 1 < all.size() && all.get(deleted + 1).start().samples() <= sample) {
      Path file = all.get(deleted).file();
      try {
        files.deleteIfExists(file);
      } catch (IOException e) {
        throw RunFolderException.of("delete", file, e);
      }
      segments.removeFirst();
      deleted++;
    }
    return deleted;
  }

  @Override
  public void close() {
    try {
      tail.close();
    } catch (IOException e) {
      throw RunFolderException.of("close", segments.getLast().file(), e);
    }
  }
}
