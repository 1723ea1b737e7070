package dev.alphazero.worker.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleLayoutTest {
  private static final SampleLayout LAYOUT = TestEpisodes.LAYOUT;

  @Test
  void aRowIsAsLongAsDocumented() {
    // Planes 2 + 9 + 1, legal mask 2, policy 18, value 4, weight 4, ply 2.
    assertThat(LAYOUT.rowBytes()).isEqualTo(12 + 2 + 18 + 10);
    PlaneLayout board = new PlaneLayout(6, 7, List.of(Plane.bits("mine"), Plane.bits("theirs")));
    assertThat(new SampleLayout(board, 7).rowBytes()).isEqualTo(12 + 1 + 14 + 10);
  }

  @Test
  void fieldsLieWhereTheTableSaysLittleEndian() {
    byte[] row = new byte[3 + LAYOUT.rowBytes()];
    MemorySegment rows = MemorySegment.ofArray(row);
    LAYOUT.setPolicy(rows, 3, new int[] {1, 8}, new float[] {0.25f, 0.75f}, 2);
    LAYOUT.setValue(rows, 3, -1, 0.5f);
    LAYOUT.setPly(rows, 3, 0x1234);

    assertThat(row[3 + 12]).isEqualTo((byte) 0b10);
    assertThat(row[3 + 13]).isEqualTo((byte) 0b1);
    // 0.25 * 65535 = 16383.75 and 0.75 * 65535 = 49151.25.
    assertThat(row[3 + 14 + 2]).isEqualTo((byte) (16384 & 0xFF));
    assertThat(row[3 + 14 + 3]).isEqualTo((byte) (16384 >> 8));
    assertThat(LAYOUT.share(rows, 3, 8)).isEqualTo(49151);
    assertThat(row[3 + 32 + 3]).isEqualTo((byte) 0xBF);
    assertThat(row[3 + 40]).isEqualTo((byte) 0x34);
    assertThat(LAYOUT.ply(rows, 3)).isEqualTo(0x1234);
    assertThat(LAYOUT.value(rows, 3)).isEqualTo(-1);
    assertThat(LAYOUT.valueWeight(rows, 3)).isEqualTo(0.5f);
    assertThat(LAYOUT.problem(rows, 3)).isNull();
  }

  @Test
  void aHalfRoundsUp() {
    MemorySegment rows = MemorySegment.ofArray(new byte[LAYOUT.rowBytes()]);
    // Both shares lie half-way between two stored numbers: 32767.5.
    LAYOUT.setPolicy(rows, 0, new int[] {0, 1}, new float[] {0.5f, 0.5f}, 2);
    assertThat(LAYOUT.share(rows, 0, 0)).isEqualTo(32768);
    assertThat(LAYOUT.share(rows, 0, 1)).isEqualTo(32768);
    LAYOUT.setPolicy(rows, 0, new int[] {5}, new float[] {1}, 1);
    assertThat(LAYOUT.share(rows, 0, 5)).isEqualTo(SampleLayout.SHARE_ONE);
    assertThat(LAYOUT.share(rows, 0, 0)).isZero();
    assertThat(LAYOUT.isLegal(rows, 0, 0)).isFalse();
    assertThat(LAYOUT.isLegal(rows, 0, 5)).isTrue();
  }

  @Test
  void aShareThatIsNoShareIsRefused() {
    MemorySegment rows = MemorySegment.ofArray(new byte[LAYOUT.rowBytes()]);
    assertThatThrownBy(() -> LAYOUT.setPolicy(rows, 0, new int[] {0}, new float[] {Float.NaN}, 1))
        .hasMessage("a policy share must be in [0, 1], share=NaN, action=0");
  }

  @Test
  void theHashTellsLayoutsApart() {
    PlaneLayout planes = LAYOUT.planes();
    PlaneLayout wide = new PlaneLayout(1, 9, planes.planes());
    PlaneLayout scaled =
        new PlaneLayout(
            3,
            3,
            List.of(planes.planes().get(0), Plane.counts("stones", 1), Plane.scalar("turn", 1)));
    assertThat(
            List.of(
                LAYOUT.hash(),
                new SampleLayout(planes, 10).hash(),
                new SampleLayout(wide, 9).hash(),
                new SampleLayout(scaled, 9).hash()))
        .doesNotHaveDuplicates();
    assertThat(new SampleLayout(planes, 9).hash()).isEqualTo(LAYOUT.hash());
  }
}
