package dev.alphazero.worker.replay;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Episodes as bytes, for the log and the wire. Little-endian; P plies, S samples, R row bytes.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 2 | format version |
/// | 2 | 1 | flags: 1 capped, 2 resigned, 4 resignation check, 8 wrong resignation |
/// | 3 | 1 | outcome for player 0 |
/// | 4 | 4 | R |
/// | 8 | 8 | generation |
/// | 16 | 8 | index |
/// | 24 | 8 | seed |
/// | 32 | 8 | model version |
/// | 40 | 4 | P |
/// | 44 | 4 | opening plies |
/// | 48 | 4 | S |
/// | 52 | 2·P | actions |
/// | 52 + 2·P | S·R | rows |
public final class EpisodeCodec {
  public static final int VERSION = 1;

  private static final int FIXED_BYTES = 52;
  private static final int CAPPED = 1;
  private static final int RESIGNED = 2;
  private static final int RESIGNATION_CHECK = 4;
  private static final int WRONG_RESIGNATION = 8;

  private final SampleLayout layout;

  public EpisodeCodec(SampleLayout layout) {
    this.layout = layout;
  }

  /// Returns how many bytes `encode` writes.
  public int encodedBytes(Episode episode) {
    return FIXED_BYTES + 2 * episode.plies() + episode.rows().length;
  }

  /// Writes an episode at the buffer's position and moves it.
  public void encode(Episode episode, ByteBuffer to) {
    if (episode.rows().length != episode.samples() * layout.rowBytes()) {
      throw new IllegalArgumentException(
          "rows must have samples * %d bytes, rows.length=%d, samples=%d"
              .formatted(layout.rowBytes(), episode.rows().length, episode.samples()));
    }
    to.order(ByteOrder.LITTLE_ENDIAN);
    to.putShort((short) VERSION);
    to.put(
        (byte)
            ((episode.capped() ? CAPPED : 0)
                | (episode.resigned() ? RESIGNED : 0)
                | (episode.resignationCheck() ? RESIGNATION_CHECK : 0)
                | (episode.wrongResignation() ? WRONG_RESIGNATION : 0)));
    to.put((byte) episode.outcome());
    to.putInt(layout.rowBytes());
    to.putLong(episode.generation());
    to.putLong(episode.index());
    to.putLong(episode.seed());
    to.putLong(episode.modelVersion());
    to.putInt(episode.plies());
    to.putInt(episode.openingPlies());
    to.putInt(episode.samples());
    for (short action : episode.actions()) {
      to.putShort(action);
    }
    to.put(episode.rows());
  }

  /// Reads an episode that fills the rest of the buffer exactly.
  ///
  /// @throws IllegalArgumentException if a byte breaks a rule; the message says which
  public Episode decode(ByteBuffer from) {
    from.order(ByteOrder.LITTLE_ENDIAN);
    check(from.remaining() >= FIXED_BYTES, "an episode has at least 52 bytes", from.remaining());
    int version = from.getShort();
    check(version == VERSION, "episode format version must be " + VERSION, version);
    int flags = from.get();
    check(
        (flags & ~(CAPPED | RESIGNED | RESIGNATION_CHECK | WRONG_RESIGNATION)) == 0,
        "flags must be known",
        flags);
    int outcome = from.get();
    int rowBytes = from.getInt();
    check(rowBytes == layout.rowBytes(), "rowBytes must be " + layout.rowBytes(), rowBytes);
    long generation = from.getLong();
    long index = from.getLong();
    long seed = from.getLong();
    long modelVersion = from.getLong();
    int plies = from.getInt();
    int openingPlies = from.getInt();
    int samples = from.getInt();
    check(
        plies >= 0 && samples >= 0 && from.remaining() == 2L * plies + (long) samples * rowBytes,
        "bytes after the fixed part must be 2 * %d plies + %d * %d rows"
            .formatted(plies, samples, rowBytes),
        from.remaining());
    short[] actions = new short[plies];
    for (int ply = 0; ply < plies; ply++) {
      actions[ply] = from.getShort();
      int action = actions[ply] & 0xFFFF;
      check(action < layout.actions(), "an action must be below " + layout.actions(), action);
    }
    byte[] rows = new byte[samples * rowBytes];
    from.get(rows);
    checkRows(rows, samples);
    return new Episode(
        generation,
        index,
        seed,
        modelVersion,
        actions,
        openingPlies,
        outcome,
        (flags & CAPPED) != 0,
        (flags & RESIGNED) != 0,
        (flags & RESIGNATION_CHECK) != 0,
        (flags & WRONG_RESIGNATION) != 0,
        rows,
        samples);
  }

  private void checkRows(byte[] rows, int samples) {
    MemorySegment segment = MemorySegment.ofArray(rows);
    for (int sample = 0; sample < samples; sample++) {
      @Nullable String problem = layout.problem(segment, (long) sample * layout.rowBytes());
      if (problem != null) {
        throw new IllegalArgumentException(problem + ", sample=" + sample);
      }
    }
  }

  private static void check(boolean holds, String rule, long value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", found " + value);
    }
  }
}
