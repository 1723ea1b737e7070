package dev.alphazero.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProcessorTest {
  @Test
  void readsModelAndFlagsOfTheFirstProcessor() {
    Processor processor =
        Processor.parse(
            List.of(
                "processor\t: 0",
                "model name\t: AMD EPYC",
                "flags\t\t: fpu avx2 avx512_bf16",
                "",
                "processor\t: 1",
                "model name\t: other"));
    assertThat(processor)
        .isEqualTo(new Processor("AMD EPYC", Set.of("fpu", "avx2", "avx512_bf16")));
  }

  @Test
  void readsArmFeatures() {
    assertThat(Processor.parse(List.of("Features : fp asimd bf16")))
        .isEqualTo(new Processor("unknown", Set.of("fp", "asimd", "bf16")));
  }

  @Test
  void knowsNothingWhereNothingIsSaid() {
    assertThat(Processor.parse(List.of())).isEqualTo(new Processor("unknown", Set.of()));
  }
}
