package dev.alphazero.worker.replay;

import dev.alphazero.worker.replay.SegmentReader.BadRecordException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Mends a log of which something is lost, so that its run goes on with the episodes that are left.
///
/// Counters must stay true to what the network has learned from, and pacing follows them. So the
/// log counts afterwards what the checkpoint counts and the episodes since then that are left; what
/// is lost counts as if it lay in deleted segments before the first. Segments are mended from the
/// newest to the oldest, each in one atomic step, after a copy of a damaged one was put aside: what
/// a crash interrupts, the next call ends.
public final class LogRepair {
  /// The folder, in the log's, of damaged segments as they were found.
  public static final String ASIDE = "damaged";

  private final Path folder;
  private final String game;
  private final SampleLayout layout;
  private final Learned learned;
  private final DurableFiles files;
  private final EpisodeCodec codec;
  private final List<Path> aside = new ArrayList<>();

  /// Number of the episode that comes next, as far as it is known.
  private long position;

  private boolean positionIsKnown;
  private long lost;
  private long dropped;
  private LogCounters total;

  private LogRepair(
      Path folder, String game, SampleLayout layout, Learned learned, DurableFiles files) {
    this.folder = folder;
    this.game = game;
    this.layout = layout;
    this.learned = learned;
    this.files = files;
    codec = new EpisodeCodec(layout);
    total = learned.counters();
  }

  /// What the newest checkpoint was made with.
  ///
  /// @param counters of the log then
  /// @param generation of a lockstep run that begins after it; -1 for any other run. A lockstep run
  ///   plays what came later again, so the log must not hold it
  public record Learned(LogCounters counters, long generation) {
    boolean isLockstep() {
      return generation >= 0;
    }

    boolean holds(Episode episode, long number) {
      return isLockstep() ? episode.generation() < generation : number < counters.episodes();
    }
  }

  /// What became of a log.
  ///
  /// @param lost episodes that were durable and cannot be read, as far as they can be counted
  /// @param left episodes in the log
  /// @param again episodes that the log held and a lockstep run plays again
  /// @param aside copies of damaged segments
  public record Loss(long lost, long left, long again, List<Path> aside) {
    public Loss {
      aside = List.copyOf(aside);
    }
  }

  /// Mends the log of a folder if it is damaged or holds less than the checkpoint was made with.
  ///
  /// @return what was lost, nothing if the log is whole
  /// @throws RunFolderException if it belongs to another game or version, or cannot be written
  public static Optional<Loss> mend(
      Path folder, String game, SampleLayout layout, Learned learned, DurableFiles files) {
    try {
      Files.createDirectories(folder);
      return isWhole(folder, game, layout, learned)
          ? Optional.empty()
          : Optional.of(new LogRepair(folder, game, layout, learned, files).mend());
    } catch (IOException e) {
      throw RunFolderException.of("mend the episode log in", folder, e);
    }
  }

  private static boolean isWhole(Path folder, String game, SampleLayout layout, Learned learned)
      throws IOException {
    try {
      return LogScan.of(folder, game, layout).counters().episodes()
          >= learned.counters().episodes();
    } catch (DamagedLogException _) {
      return false;
    }
  }

  private Loss mend() throws IOException {
    List<Piece> pieces = look();
    LogCounters left = LogCounters.ZERO;
    for (Piece piece : pieces) {
      left = left.plus(piece.kept());
    }
    LogCounters end = total.atLeast(left);
    for (Piece piece : pieces.reversed()) {
      end = write(piece, end);
    }
    return new Loss(lost, left.episodes(), dropped, aside);
  }

  /// A segment, or the place of one that is gone.
  ///
  /// @param found what it begins with; null if that is gone
  /// @param start the counters at its begin as far as they are known
  /// @param good where the records that stay lie, `[from, to)` in the file
  /// @param kept of those records, from zero
  /// @param isWhole whether all of its records can be read and stay
  private record Piece(
      long number,
      Path file,
      @Nullable SegmentHeader found,
      LogCounters start,
      List<long[]> good,
      LogCounters kept,
      boolean isWhole) {}

  private List<Piece> look() throws IOException {
    List<Long> numbers = LogFiles.numbers(folder);
    List<Piece> pieces = new ArrayList<>();
    long first = numbers.isEmpty() ? 1 : numbers.getFirst();
    long last = numbers.isEmpty() ? 1 : numbers.getLast();
    positionIsKnown = numbers.isEmpty(); // else the first header says it
    LogCounters before = LogCounters.ZERO;
    for (long number = first; number <= last; number++) {
      Piece piece = look(number, before);
      pieces.add(piece);
      before = piece.start().plus(piece.kept());
    }
    if (positionIsKnown) {
      lost += Math.max(0, learned.counters().episodes() - position);
    }
    return pieces;
  }

  private Piece look(long number, LogCounters before) throws IOException {
    Path file = LogFiles.file(folder, number);
    if (!Files.exists(file)) {
      return new Piece(number, file, null, before, List.of(), LogCounters.ZERO, true);
    }
    SegmentHeader found = header(file, number);
    LogCounters start = found == null ? before : found.start();
    if (found != null) {
      lost += positionIsKnown ? Math.max(0, start.episodes() - position) : 0;
      position = start.episodes();
      positionIsKnown = true;
    }
    try (SegmentReader reader =
        found == null
            ? SegmentReader.withoutHeader(file, codec, newHeader(number, start))
            : new SegmentReader(file, codec)) {
      return read(number, file, found, start, reader);
    }
  }

  private Piece read(
      long number,
      Path file,
      @Nullable SegmentHeader found,
      LogCounters start,
      SegmentReader reader) {
    List<long[]> good = new ArrayList<>();
    LogCounters kept = LogCounters.ZERO;
    boolean isWhole = found != null;
    while (true) {
      long from = reader.offset();
      try {
        Episode episode = reader.next();
        if (episode == null) {
          return new Piece(number, file, found, start, good, kept, isWhole);
        }
        if (take(episode)) {
          kept = kept.plus(episode);
          add(good, from, reader.offset());
        } else {
          isWhole = false;
        }
      } catch (BadRecordException e) {
        isWhole = false;
        boolean isHeader = from == 0;
        if (!e.torn && !isHeader) {
          lost++;
          position++;
        }
        reader.skipToGoodRecord();
      }
    }
  }

  /// Counts a good record and returns whether it stays.
  private boolean take(Episode episode) {
    boolean isLearned = learned.holds(episode, position);
    position++;
    if (isLearned) {
      return true;
    }
    if (learned.isLockstep()) {
      dropped++;
      return false;
    }
    total = total.plus(episode);
    return true;
  }

  private static void add(List<long[]> good, long from, long to) {
    if (!good.isEmpty() && good.getLast()[1] == from) {
      good.getLast()[1] = to;
    } else {
      good.add(new long[] {from, to});
    }
  }

  /// Returns a segment's header, null if it is damaged.
  ///
  /// @throws RunFolderException if the segment belongs to something else
  private @Nullable SegmentHeader header(Path file, long number) throws IOException {
    SegmentHeader header;
    try (SegmentReader reader = new SegmentReader(file, codec)) {
      header = reader.header();
    } catch (SegmentHeader.NewerVersionException e) {
      throw LogScan.newer(file, e);
    } catch (IllegalArgumentException _) {
      return null;
    }
    LogScan.checkBelongs(file, header, game, layout);
    LogScan.checkNumber(file, header, number);
    return header;
  }

  private SegmentHeader newHeader(long number, LogCounters start) {
    return new SegmentHeader(number, game, layout.hash(), start);
  }

  /// Makes a segment what it must be to end with these counters; one that is so already is left
  /// alone.
  ///
  /// @return the counters at its begin
  private LogCounters write(Piece piece, LogCounters end) throws IOException {
    LogCounters start = end.minus(piece.kept(), nextIndex(piece, end));
    SegmentHeader header = newHeader(piece.number(), start);
    if (piece.isWhole() && header.equals(piece.found())) {
      return start;
    }
    if (!Files.exists(piece.file())) {
      files.writeAtomically(piece.file(), header.encode());
      return start;
    }
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(piece.file(), StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      if (!piece.isWhole()) {
        putAside(piece.file(), bytes.asByteBuffer());
      }
      List<ByteBuffer> parts = new ArrayList<>();
      parts.add(header.encode());
      for (long[] range : piece.good()) {
        parts.add(bytes.asSlice(range[0], range[1] - range[0]).asByteBuffer());
      }
      files.writeAtomically(piece.file(), parts.toArray(ByteBuffer[]::new));
    }
    return start;
  }

  /// The index that is next at a segment's begin: its own, or where what is lost had the largest,
  /// the end's.
  private static long nextIndex(Piece piece, LogCounters end) {
    long own = Math.min(piece.start().nextIndex(), end.nextIndex());
    return Math.max(own, piece.kept().nextIndex()) == end.nextIndex() ? own : end.nextIndex();
  }

  private void putAside(Path file, ByteBuffer content) throws IOException {
    Path to = folder.resolve(ASIDE);
    Files.createDirectories(to);
    Path copy = to.resolve(String.valueOf(file.getFileName()));
    for (int i = 2; Files.exists(copy); i++) {
      if (Files.mismatch(file, copy) == -1) {
        aside.add(copy); // by a repair that was interrupted
        return;
      }
      copy = to.resolve(file.getFileName() + "." + i);
    }
    files.writeAtomically(copy, content);
    files.syncFolder(folder);
    aside.add(copy);
  }
}
