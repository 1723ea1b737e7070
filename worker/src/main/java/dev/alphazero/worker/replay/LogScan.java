package dev.alphazero.worker.replay;

import dev.alphazero.worker.replay.SegmentReader.BadRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What opening a log finds: every record of every segment is read and verified once.
///
/// @param segments oldest first
/// @param counters after the last good record
/// @param keys of the episodes in the segments
/// @param goodBytes of the last segment; what follows is torn
/// @param tornBytes what follows
record LogScan(
    List<Segment> segments,
    LogCounters counters,
    EpisodeKeys keys,
    long goodBytes,
    long tornBytes) {
  /// A segment and the counters before its first episode.
  record Segment(Path file, long number, LogCounters start) {}

  /// Scans a folder.
  ///
  /// @throws RunFolderException if a file is damaged elsewhere than at the end of the log, or
  ///   belongs to something else
  static LogScan of(Path folder, String game, SampleLayout layout) throws IOException {
    EpisodeCodec codec = new EpisodeCodec(layout);
    EpisodeKeys keys = new EpisodeKeys();
    List<Segment> segments = new ArrayList<>();
    LogCounters counters = LogCounters.ZERO;
    long goodBytes = 0;
    long tornBytes = 0;
    List<Long> numbers = LogFiles.numbers(folder);
    for (int i = 0; i < numbers.size(); i++) {
      Path file = LogFiles.file(folder, numbers.get(i));
      try (SegmentReader reader = open(file, codec)) {
        SegmentHeader header = reader.header();
        checkBelongs(file, header, game, layout);
        checkFollows(file, header, numbers.get(i), segments, counters);
        segments.add(new Segment(file, header.number(), header.start()));
        @Nullable BadRecordException bad = null;
        counters = header.start();
        try {
          for (Episode e = reader.next(); e != null; e = reader.next()) {
            counters = counters.plus(e);
            keys.add(e.generation(), e.index());
          }
        } catch (BadRecordException e) {
          bad = e;
        }
        if (bad != null && !(bad.torn && i == numbers.size() - 1)) {
          throw damaged(file, bad);
        }
        goodBytes = reader.offset();
        tornBytes = reader.bytes() - goodBytes;
      }
    }
    return new LogScan(segments, counters, keys, goodBytes, tornBytes);
  }

  /// Opens a segment for reading.
  static SegmentReader open(Path file, EpisodeCodec codec) throws IOException {
    try {
      return new SegmentReader(file, codec);
    } catch (SegmentHeader.NewerVersionException e) {
      throw newer(file, e);
    } catch (IllegalArgumentException e) {
      throw new DamagedLogException(
          "episode log %s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  static RunFolderException newer(Path file, SegmentHeader.NewerVersionException newer) {
    return new RunFolderException(
        "episode log %s cannot be read: %s. Use the version that wrote it, or restore it from a copy."
            .formatted(file, newer.getMessage()));
  }

  static DamagedLogException damaged(Path file, BadRecordException bad) {
    return new DamagedLogException(
        "episode log %s is damaged: the record at byte %d cannot be read, %s"
            .formatted(file, bad.offset, bad.reason()));
  }

  static void checkBelongs(Path file, SegmentHeader header, String game, SampleLayout layout) {
    if (!header.game().equals(game)) {
      throw new RunFolderException(
          "episode log %s belongs to another game: game=%s in the file, game=%s wanted."
                  .formatted(file, header.game(), game)
              + " Choose another folder with --output.");
    }
    if (header.layoutHash() != layout.hash()) {
      throw new RunFolderException(
          "episode log %s has another sample layout: layout=%016x in the file, layout=%016x wanted."
                  .formatted(file, header.layoutHash(), layout.hash())
              + " Use the version that wrote it, or choose another folder with --output.");
    }
  }

  static void checkNumber(Path file, SegmentHeader header, long number) {
    if (header.number() != number) {
      throw new RunFolderException(
          "episode log %s is segment %d. Give it its own name back."
              .formatted(file, header.number()));
    }
  }

  private static void checkFollows(
      Path file, SegmentHeader header, long number, List<Segment> before, LogCounters counters) {
    checkNumber(file, header, number);
    if (!before.isEmpty()
        && (before.getLast().number() + 1 != number || !header.start().equals(counters))) {
      throw new DamagedLogException(
          "episode log %s does not follow %s: episodes=%d before it, but %d are there"
              .formatted(
                  file, before.getLast().file(), header.start().episodes(), counters.episodes()));
    }
  }

  /// Deletes what a crash left of a segment that never came to be.
  static void deleteTemporaryFiles(Path folder, DurableFiles files) throws IOException {
    List<Path> left = new ArrayList<>();
    try (var stream = Files.newDirectoryStream(folder, "episodes-*.log.tmp")) {
      stream.forEach(left::add);
    }
    for (Path file : left) {
      files.deleteIfExists(file);
    }
  }
}
