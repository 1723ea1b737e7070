package dev.alphazero.worker.planes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlaneLayoutTest {
  /// Two rows of three cells: one plane of each kind.
  private static final PlaneLayout LAYOUT =
      new PlaneLayout(
          2,
          3,
          List.of(Plane.bits("bits"), Plane.counts("counts", 0.5f), Plane.scalar("scalar", 0.1f)));

  private static final MemorySegment PACKED =
      MemorySegment.ofArray(new byte[] {99, 0b101001, 0, 1, 2, 3, 4, (byte) 200, 5});

  @Test
  void packedPlanesFollowEachOtherWithoutGaps() {
    assertThat(LAYOUT.bytes()).isEqualTo(1 + 6 + 1);
    assertThat(new int[] {LAYOUT.offset(0), LAYOUT.offset(1), LAYOUT.offset(2)})
        .containsExactly(0, 1, 7);
    assertThat(LAYOUT.floats()).isEqualTo(18);
  }

  @Test
  void expandsEachKind() {
    assertThat(expand(Symmetry.identity(6, 1)))
        .containsExactly(
            1, 0, 0, 1, 0, 1, //
            0, .5f, 1, 1.5f, 2, 100, //
            .5f, .5f, .5f, .5f, .5f, .5f);
    assertThat(expandPlain()).containsExactly(expand(Symmetry.identity(6, 1)));
  }

  @Test
  void aSymmetryMovesCells() {
    Symmetry mirror = new Symmetry(new int[] {2, 1, 0, 5, 4, 3}, new int[] {0});
    assertThat(expand(mirror))
        .containsExactly(
            0, 0, 1, 1, 0, 1, //
            1, .5f, 0, 100, 2, 1.5f, //
            .5f, .5f, .5f, .5f, .5f, .5f);
  }

  private static float[] expand(Symmetry symmetry) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_FLOAT, 1 + LAYOUT.floats());
      LAYOUT.expand(PACKED, 1, out, 1, symmetry);
      return out.asSlice(Float.BYTES).toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  private static float[] expandPlain() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_FLOAT, 1 + LAYOUT.floats());
      LAYOUT.expand(PACKED, 1, out, 1);
      return out.asSlice(Float.BYTES).toArray(ValueLayout.JAVA_FLOAT);
    }
  }
}
