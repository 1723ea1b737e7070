package dev.alphazero.worker.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// What a segment of the episode log begins with. Little-endian; G bytes of game name.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8 | magic `AZEPISOD` |
/// | 8 | 4 | format version |
/// | 12 | 4 | header bytes, 126 + G |
/// | 16 | 8 | segment number, from 1 |
/// | 24 | 8 | `SampleLayout.hash()` |
/// | 32 | 88 | the eleven `LogCounters` before this segment's first episode |
/// | 120 | 2 | G |
/// | 122 | G | game name, UTF-8 |
/// | 122 + G | 4 | CRC32C of the bytes before |
///
/// @param start the counters before this segment's first episode
record SegmentHeader(long number, String game, long layoutHash, LogCounters start) {
  static final int VERSION = 1;

  private static final byte[] MAGIC = "AZEPISOD".getBytes(StandardCharsets.US_ASCII);
  private static final int FIXED_BYTES = 126;

  int bytes() {
    return FIXED_BYTES + game.getBytes(StandardCharsets.UTF_8).length;
  }

  ByteBuffer encode() {
    byte[] name = game.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(VERSION).putInt(bytes()).putLong(number).putLong(layoutHash);
    out.putLong(start.episodes()).putLong(start.samples()).putLong(start.plies());
    out.putLong(start.wins()).putLong(start.draws()).putLong(start.losses());
    out.putLong(start.capped()).putLong(start.resigned());
    out.putLong(start.resignationChecks()).putLong(start.wrongResignations());
    out.putLong(start.nextIndex());
    out.putShort((short) name.length).put(name);
    out.putInt(crc(out.duplicate().flip()));
    return out.flip();
  }

  /// Reads the header of a segment.
  ///
  /// @throws IllegalArgumentException if there is none; the message says what was found instead
  static SegmentHeader decode(ByteBuffer segment) {
    ByteBuffer in = segment.slice().order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    check(in.remaining() >= FIXED_BYTES, "it is too short for a segment");
    in.get(magic);
    check(Arrays.equals(magic, MAGIC), "it does not begin with AZEPISOD");
    int version = in.getInt();
    if (version > VERSION) {
      throw new NewerVersionException(version);
    }
    int bytes = in.getInt();
    check(
        version == VERSION && bytes >= FIXED_BYTES && bytes <= in.limit(), "its header is damaged");
    check(in.getInt(bytes - 4) == crc(in.slice(0, bytes - 4)), "its header is damaged");
    long number = in.getLong();
    long layoutHash = in.getLong();
    LogCounters start =
        new LogCounters(
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong());
    byte[] name = new byte[in.getShort() & 0xFFFF];
    check(FIXED_BYTES + name.length == bytes, "its header is damaged");
    in.get(name);
    return new SegmentHeader(number, new String(name, StandardCharsets.UTF_8), layoutHash, start);
  }

  /// The file was written by a later version of this program.
  static final class NewerVersionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NewerVersionException(int version) {
      super(
          "its format version "
              + version
              + " is newer than "
              + VERSION
              + ", the newest known here");
    }
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static void check(boolean holds, String found) {
    if (!holds) {
      throw new IllegalArgumentException(found);
    }
  }
}
