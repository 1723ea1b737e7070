package dev.alphazero.worker.replay;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The newest samples of a run, off-heap, and the drawing of batches from them.
///
/// Samples have numbers, from 0 since the run began; the window is `[firstSample(), samples())`.
/// What it holds depends on the order of the episodes alone, and what is drawn on that, the seed
/// and the step. Memory grows with the window, in chunks; those it has left are filled again. Used
/// by one thread.
public final class ReplayWindow implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 20;

  private final SampleLayout layout;
  private final WindowSize size;
  private final int chunkRows;
  private final Arena arena = Arena.ofShared();

  /// Chunk i holds the samples `[(firstChunk + i) * chunkRows, …)`.
  private final List<MemorySegment> chunks = new ArrayList<>();

  private final Deque<MemorySegment> free = new ArrayDeque<>();
  private long firstChunk;
  private long start;
  private long samples;

  public ReplayWindow(SampleLayout layout, WindowSize size) {
    this(layout, size, 0);
  }

  /// Creates an empty window of a run whose samples before `start` are gone.
  private ReplayWindow(SampleLayout layout, WindowSize size, long start) {
    this.layout = layout;
    this.size = size;
    this.start = start;
    samples = start;
    chunkRows = Math.max(1, CHUNK_BYTES / layout.rowBytes());
    firstChunk = start / chunkRows;
  }

  /// Returns the window as it was when the log's counters were `upTo`; later episodes are left out.
  ///
  /// If a larger window is asked for than the run had, samples are missing whose segments are
  /// deleted: then it starts later.
  public static ReplayWindow reload(
      EpisodeLog log, SampleLayout layout, WindowSize size, LogCounters upTo) {
    if (upTo.episodes() > log.counters().episodes()) {
      throw new RunFolderException(
          "the checkpoint knows more episodes than the log: episodes=%d in the checkpoint, %d in the"
                  .formatted(upTo.episodes(), log.counters().episodes())
              + " log. Restore the newest segments of the log; "
              + DamagedLogException.REMEDY);
    }
    long from = log.segmentStart(size.firstSample(upTo.samples()));
    ReplayWindow window = new ReplayWindow(layout, size, Math.min(from, upTo.samples()));
    log.readOldestFirst(
        from,
        (number, _, episode) -> {
          if (number >= upTo.episodes()) {
            return false;
          }
          window.add(episode);
          return true;
        });
    return window;
  }

  public SampleLayout layout() {
    return layout;
  }

  /// Returns N, the samples of the run so far.
  public long samples() {
    return samples;
  }

  /// Returns the number of the oldest sample in the window.
  public long firstSample() {
    return Math.max(start, size.firstSample(samples));
  }

  /// Returns how many samples the window holds.
  public int size() {
    return (int) (samples - firstSample());
  }

  /// Adds an episode's samples; those that the window has left go.
  public void add(Episode episode) {
    MemorySegment rows = MemorySegment.ofArray(episode.rows());
    int rowBytes = layout.rowBytes();
    if (rows.byteSize() != (long) episode.samples() * rowBytes) {
      throw new IllegalArgumentException(
          "rows must have samples * %d bytes, rows.length=%d, samples=%d"
              .formatted(rowBytes, rows.byteSize(), episode.samples()));
    }
    for (int row = 0; row < episode.samples(); row++) {
      if (samples / chunkRows - firstChunk == chunks.size()) {
        recycleChunks();
        chunks.add(free.isEmpty() ? arena.allocate((long) chunkRows * rowBytes) : free.pop());
      }
      samples++;
      MemorySegment.copy(
          rows, (long) row * rowBytes, rows(samples - 1), offset(samples - 1), rowBytes);
    }
  }

  private void recycleChunks() {
    long firstNeeded = firstSample() / chunkRows;
    while (firstChunk < firstNeeded && !chunks.isEmpty()) {
      free.push(chunks.removeFirst());
      firstChunk++;
    }
  }

  /// Draws sample numbers, each uniformly from the window, repetitions possible.
  ///
  /// @param step the training step they are for
  /// @param drawn receives n numbers
  public void draw(long seed, long step, long[] drawn, int n) {
    int held = size();
    if (held == 0) {
      throw new IllegalStateException("the window must hold samples, size=0");
    }
    long first = firstSample();
    CounterRandom random = CounterRandom.of(seed, step, 0, Purpose.SAMPLING);
    for (int i = 0; i < n; i++) {
      drawn[i] = first + random.nextInt(held);
    }
  }

  /// Returns the segment that holds a sample of the window, at `offset(sample)`; valid until the
  /// next `add`.
  public MemorySegment rows(long sample) {
    return chunks.get((int) (sample / chunkRows - firstChunk));
  }

  /// Returns the byte at which a sample starts in `rows(sample)`.
  public long offset(long sample) {
    return sample % chunkRows * layout.rowBytes();
  }

  /// Checks what must hold between any two calls.
  ///
  /// @throws AssertionError if it does not
  void checkInvariants() {
    check(start <= firstSample() && firstSample() <= samples, "firstSample");
    check(size() <= size.maxSamples(), "size");
    if (size() > 0) {
      check(firstChunk <= firstSample() / chunkRows, "firstChunk");
      check((samples - 1) / chunkRows == firstChunk + chunks.size() - 1, "last chunk");
    }
    long fewest = (size() + chunkRows - 1) / chunkRows;
    check(chunks.size() >= fewest, "too few chunks");
    check(chunks.size() + free.size() <= size.maxSamples() / chunkRows + 3, "too many chunks");
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(
          "window invariant broken: %s, start=%d, first=%d, samples=%d, firstChunk=%d, chunks=%d"
              .formatted(what, start, firstSample(), samples, firstChunk, chunks.size()));
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
