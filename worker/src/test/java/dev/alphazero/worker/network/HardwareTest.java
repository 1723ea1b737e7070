package dev.alphazero.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HardwareTest {
  @Test
  void readsModelAndFlagsOfTheFirstProcessor() {
    Hardware hardware =
        Hardware.parse(
            List.of(
                "processor\t: 0",
                "model name\t: AMD EPYC",
                "flags\t\t: fpu avx2 avx512_bf16",
                "",
                "processor\t: 1",
                "model name\t: other"));
    assertThat(hardware).isEqualTo(new Hardware("AMD EPYC", Set.of("fpu", "avx2", "avx512_bf16")));
  }

  @Test
  void readsArmFeatures() {
    assertThat(Hardware.parse(List.of("Features : fp asimd bf16")))
        .isEqualTo(new Hardware("unknown", Set.of("fp", "asimd", "bf16")));
  }

  @Test
  void knowsNothingWhereNothingIsSaid() {
    assertThat(Hardware.parse(List.of())).isEqualTo(new Hardware("unknown", Set.of()));
  }
}
