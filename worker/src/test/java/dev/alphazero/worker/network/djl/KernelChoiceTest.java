package dev.alphazero.worker.network.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.torchscript.InferenceScript.Kernels;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KernelChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "amd64, avx2, FP32, PACKED",
    "amd64, avx2, BF16, PLAIN",
    "amd64, avx512bw avx512vl, BF16, PLAIN",
    "amd64, avx512bw avx512vl avx512dq, BF16, PACKED",
    "amd64, avx_ne_convert, BF16, PACKED",
    "aarch64, asimd bf16, FP32, PLAIN",
    "aarch64, asimd bf16, BF16, PLAIN",
  })
  void packedWhereOneDnnCan(
      String architecture, String flags, Precision precision, Kernels expected) {
    NetworkSpec spec = new NetworkSpec(3, 6, 7, 7, 4, 32);
    assertThat(KernelChoice.of(spec, precision, architecture, Set.of(flags.split(" ", -1))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 32", "9, 1"})
  void plainWhereLayoutsCannotBeTold(int width, int channels) {
    NetworkSpec spec = new NetworkSpec(3, 1, width, 9, 1, channels);
    assertThat(KernelChoice.of(spec, Precision.FP32, "amd64", Set.of())).isEqualTo(Kernels.PLAIN);
  }
}
