package dev.alphazero.worker.network.djl;

import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Processor;
import dev.alphazero.worker.network.torchscript.InferenceScript.Kernels;
import java.util.Set;

/// Which convolutions a machine can run fastest.
final class KernelChoice {
  /// What oneDNN asks of a processor for BF16: one of the two.
  private static final Set<String> BF16_BY_AVX512 = Set.of("avx512bw", "avx512vl", "avx512dq");

  private static final String BF16_BY_AVX2 = "avx_ne_convert";

  private KernelChoice() {}

  static Kernels here(NetworkSpec spec, Precision precision) {
    return of(spec, precision, System.getProperty("os.arch"), Processor.here().flags());
  }

  /// With one cell or one channel, oneDNN cannot tell which is which and fails.
  static Kernels of(
      NetworkSpec spec, Precision precision, String architecture, Set<String> cpuFlags) {
    boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
    boolean clearLayout = spec.cells() > 1 && spec.channels() > 1;
    return x86 && clearLayout && (precision == Precision.FP32 || supportsBf16(cpuFlags))
        ? Kernels.PACKED
        : Kernels.PLAIN;
  }

  private static boolean supportsBf16(Set<String> cpuFlags) {
    return cpuFlags.containsAll(BF16_BY_AVX512) || cpuFlags.contains(BF16_BY_AVX2);
  }
}
