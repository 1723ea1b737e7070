package dev.alphazero.worker.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// One episode in a segment of the log. Little-endian.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 4 | L, bytes of the payload |
/// | 4 | 4 | CRC32C of the payload |
/// | 8 | 4 | CRC32C of the eight bytes before |
/// | 12 | L | payload, as `EpisodeCodec` says |
///
/// The head has a checksum of its own: with a damaged L it would not be known where the next record
/// starts, and damage in the middle could pass for a torn tail.
final class LogRecord {
  static final int HEAD_BYTES = 12;

  private LogRecord() {}

  /// Writes a record at the buffer's position; the buffer must have room for it.
  static void encode(EpisodeCodec codec, Episode episode, ByteBuffer to) {
    to.order(ByteOrder.LITTLE_ENDIAN);
    int head = to.position();
    int payload = head + HEAD_BYTES;
    to.position(payload);
    codec.encode(episode, to);
    int bytes = to.position() - payload;
    to.putInt(head, bytes);
    to.putInt(head + 4, crc(to.slice(payload, bytes)));
    to.putInt(head + 8, crc(to.slice(head, 8)));
  }

  static boolean headIsGood(ByteBuffer head) {
    head.order(ByteOrder.LITTLE_ENDIAN);
    return head.getInt(0) >= 0 && head.getInt(8) == crc(head.slice(0, 8));
  }

  static int payloadBytes(ByteBuffer head) {
    return head.order(ByteOrder.LITTLE_ENDIAN).getInt(0);
  }

  static boolean payloadIsGood(ByteBuffer head, ByteBuffer payload) {
    return head.order(ByteOrder.LITTLE_ENDIAN).getInt(4) == crc(payload.duplicate());
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
