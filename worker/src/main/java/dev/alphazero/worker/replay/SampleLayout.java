package dev.alphazero.worker.replay;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alphazero.worker.planes.LayoutHash;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// How one sample, a training row, lies in memory, in the episode log and on the wire.
///
/// Little-endian, without gaps or alignment; B is `PlaneLayout.bytes()`, L is `ceil(A / 8)`.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | B | packed planes, for the player to move |
/// | B | L | legal mask: action a is bit `a % 8` of byte `a / 8` |
/// | B + L | 2·A | policy target, unsigned 16 bits per action: share · 65535, a half rounds up |
/// | B + L + 2·A | 4 | value target, float in [-1, 1], for the player to move |
/// | B + L + 2·A + 4 | 4 | value weight, float; 0 when the length cap ended the game |
/// | B + L + 2·A + 8 | 2 | ply, unsigned |
///
/// Only legal actions have a policy share other than 0. Methods take rows and the byte at which the
/// sample starts. Immutable and thread-safe.
public final class SampleLayout {
  /// Raised whenever the meaning of a byte of a row changes.
  public static final int VERSION = 1;

  /// The stored number of a policy share of 1.
  public static final int SHARE_ONE = 65535;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final PlaneLayout planes;
  private final int actions;
  private final int legalOffset;
  private final int policyOffset;
  private final int valueOffset;
  private final int weightOffset;
  private final int plyOffset;
  private final int rowBytes;
  private final long hash;

  public SampleLayout(PlaneLayout planes, int actions) {
    if (actions < 1 || actions > SHARE_ONE) {
      throw new IllegalArgumentException("actions must be in [1, 65535], actions=" + actions);
    }
    this.planes = planes;
    this.actions = actions;
    legalOffset = planes.bytes();
    policyOffset = legalOffset + (actions + 7) / 8;
    valueOffset = policyOffset + 2 * actions;
    weightOffset = valueOffset + Float.BYTES;
    plyOffset = weightOffset + Float.BYTES;
    rowBytes = plyOffset + Short.BYTES;
    int documented = planes.bytes() + (actions + 7) / 8 + 2 * actions + 10;
    if (rowBytes != documented) {
      throw new AssertionError("a row must have " + documented + " bytes, rowBytes=" + rowBytes);
    }
    hash = LayoutHash.of(description());
  }

  public PlaneLayout planes() {
    return planes;
  }

  /// Returns A, the number of actions.
  public int actions() {
    return actions;
  }

  public int rowBytes() {
    return rowBytes;
  }

  /// Returns a number that differs between layouts: the first eight bytes of the SHA-256 of the
  /// version, the board, every plane and A.
  public long hash() {
    return hash;
  }

  /// Returns the byte at which the packed planes of the sample at `at` start.
  public long planes(long at) {
    return at;
  }

  public boolean isLegal(MemorySegment rows, long at, int action) {
    return (rows.get(JAVA_BYTE, at + legalOffset + (action >>> 3)) >>> (action & 7) & 1) != 0;
  }

  /// Returns the stored share of an action, in [0, 65535]. The shares of a sample sum to about
  /// 65535: whoever needs a distribution divides by their sum.
  public int share(MemorySegment rows, long at, int action) {
    return rows.get(SHORT, at + policyOffset + 2L * action) & 0xFFFF;
  }

  public float value(MemorySegment rows, long at) {
    return rows.get(FLOAT, at + valueOffset);
  }

  public float valueWeight(MemorySegment rows, long at) {
    return rows.get(FLOAT, at + weightOffset);
  }

  public int ply(MemorySegment rows, long at) {
    return rows.get(SHORT, at + plyOffset) & 0xFFFF;
  }

  /// Writes the legal mask and the policy target.
  ///
  /// @param legal `[k]` legal actions
  /// @param shares `[k]` policy target of each, in [0, 1], summing to 1
  public void setPolicy(MemorySegment rows, long at, int[] legal, float[] shares, int k) {
    rows.asSlice(at + legalOffset, valueOffset - legalOffset).fill((byte) 0);
    for (int i = 0; i < k; i++) {
      int action = legal[i];
      float share = shares[i];
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "a policy share must be in [0, 1], share=" + share + ", action=" + action);
      }
      long mask = at + legalOffset + (action >>> 3);
      rows.set(JAVA_BYTE, mask, (byte) (rows.get(JAVA_BYTE, mask) | 1 << (action & 7)));
      rows.set(SHORT, at + policyOffset + 2L * action, (short) (share * (double) SHARE_ONE + 0.5));
    }
  }

  /// Writes the value target.
  ///
  /// @param value in [-1, 1], for the player to move
  /// @param weight 1, or 0 when the game's end says nothing about the value
  public void setValue(MemorySegment rows, long at, float value, float weight) {
    rows.set(FLOAT, at + valueOffset, value);
    rows.set(FLOAT, at + weightOffset, weight);
  }

  public void setPly(MemorySegment rows, long at, int ply) {
    rows.set(SHORT, at + plyOffset, (short) ply);
  }

  /// Returns what is wrong with a sample, or null.
  @Nullable String problem(MemorySegment rows, long at) {
    float value = value(rows, at);
    if (!(value >= -1 && value <= 1)) {
      return "a value target must be in [-1, 1], value=" + value;
    }
    float weight = valueWeight(rows, at);
    if (!(weight >= 0 && weight <= 1)) {
      return "a value weight must be in [0, 1], weight=" + weight;
    }
    long sum = 0;
    for (int action = 0; action < actions; action++) {
      int share = share(rows, at, action);
      sum += share;
      if (share > 0 && !isLegal(rows, at, action)) {
        return "an illegal action must have policy share 0, action=" + action;
      }
    }
    // Each of at most A shares is off by at most half a unit.
    return Math.abs(sum - SHARE_ONE) <= actions
        ? null
        : "policy shares must sum to about 65535, sum=" + sum;
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    text.append("samples ").append(VERSION).append('\n');
    text.append(planes.height()).append('x').append(planes.width()).append('\n');
    for (Plane plane : planes.planes()) {
      text.append(plane.name()).append(' ').append(plane.kind()).append(' ');
      text.append(Float.toHexString(plane.scale())).append('\n');
    }
    return text.append(actions).append(" actions\n").toString();
  }
}
