package dev.alphazero.worker.planes;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// How a game's positions are packed, plane after plane without gaps, and expanded into `[C, H, W]`
/// floats.
///
/// The packed form is what searches write, samples store and the wire carries; the expanded form is
/// what a network reads. All planes are from the view of the player to move.
public final class PlaneLayout {
  private final int height;
  private final int width;
  private final List<Plane> planes;
  private final int[] offsets;
  private final int bytes;

  public PlaneLayout(int height, int width, List<Plane> planes) {
    this.height = height;
    this.width = width;
    this.planes = List.copyOf(planes);
    offsets = new int[planes.size()];
    int end = 0;
    for (int c = 0; c < offsets.length; c++) {
      offsets[c] = end;
      end += packedBytes(planes.get(c).kind());
    }
    bytes = end;
  }

  private int packedBytes(Plane.Kind kind) {
    return switch (kind) {
      case BITS -> (height * width + 7) / 8;
      case COUNTS -> height * width;
      case SCALAR -> 1;
    };
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  public int cells() {
    return height * width;
  }

  public List<Plane> planes() {
    return planes;
  }

  /// Returns the bytes of one packed position.
  public int bytes() {
    return bytes;
  }

  /// Returns the byte at which plane c starts.
  public int offset(int c) {
    return offsets[c];
  }

  /// Returns the floats of one expanded position, `C*H*W`.
  public int floats() {
    return planes.size() * height * width;
  }

  /// Expands one packed position into `[C, H, W]` floats.
  ///
  /// @param offset first byte of the position in `packed`
  /// @param out native-endian floats
  /// @param outIndex first float to write
  public void expand(MemorySegment packed, long offset, MemorySegment out, long outIndex) {
    int cells = cells();
    for (int c = 0; c < offsets.length; c++) {
      Plane plane = planes.get(c);
      long in = offset + offsets[c];
      long to = outIndex + (long) c * cells;
      switch (plane.kind()) {
        case BITS -> {
          for (int cell = 0; cell < cells; cell++) {
            set(out, to + cell, bit(packed, in, cell));
          }
        }
        case COUNTS -> {
          for (int cell = 0; cell < cells; cell++) {
            set(out, to + cell, unsigned(packed, in + cell) * plane.scale());
          }
        }
        case SCALAR -> {
          float value = unsigned(packed, in) * plane.scale();
          for (int cell = 0; cell < cells; cell++) {
            set(out, to + cell, value);
          }
        }
      }
    }
  }

  /// Expands one packed position as `expand` does, transformed by a symmetry.
  public void expand(
      MemorySegment packed, long offset, MemorySegment out, long outIndex, Symmetry symmetry) {
    int[] to = symmetry.cells();
    int cells = cells();
    for (int c = 0; c < offsets.length; c++) {
      Plane plane = planes.get(c);
      long in = offset + offsets[c];
      long start = outIndex + (long) c * cells;
      for (int cell = 0; cell < cells; cell++) {
        float value =
            switch (plane.kind()) {
              case BITS -> bit(packed, in, cell);
              case COUNTS -> unsigned(packed, in + cell) * plane.scale();
              case SCALAR -> unsigned(packed, in) * plane.scale();
            };
        set(out, start + to[cell], value);
      }
    }
  }

  private static int bit(MemorySegment packed, long offset, int cell) {
    return (packed.get(JAVA_BYTE, offset + (cell >>> 3)) >>> (cell & 7)) & 1;
  }

  private static int unsigned(MemorySegment packed, long offset) {
    return packed.get(JAVA_BYTE, offset) & 0xFF;
  }

  private static void set(MemorySegment out, long index, float value) {
    out.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
  }
}
