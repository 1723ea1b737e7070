package dev.alphazero.worker.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VisibleGpusTest {
  private final List<String> notes = new ArrayList<>();
  private Nvml nvml;

  @BeforeEach
  void open() throws Exception {
    nvml = FakeNvml.open();
  }

  @AfterEach
  void close() {
    if (nvml != null) {
      nvml.close();
    }
  }

  @Test
  void allWithoutTheVariable() {
    assertThat(seen(null)).containsExactly("NVIDIA H200", "Tesla T4");
    assertThat(notes).isEmpty();
  }

  @Test
  void thoseThatItNamesInItsOrder() {
    assertThat(seen("1")).containsExactly("Tesla T4");
    assertThat(seen("1, 0")).containsExactly("Tesla T4", "NVIDIA H200");
    assertThat(seen("GPU-07e1")).containsExactly("Tesla T4");
    assertThat(notes)
        .containsExactly(
            "CUDA_VISIBLE_DEVICES=1 hides GPUs: 1 of 2 are seen",
            "CUDA_VISIBLE_DEVICES=GPU-07e1 hides GPUs: 1 of 2 are seen");
  }

  @Test
  void whatComesAfterANameOfNothingIsHidden() {
    assertThat(seen("")).isEmpty();
    assertThat(seen("-1,0")).isEmpty();
    assertThat(seen("0,7,1")).containsExactly("NVIDIA H200");
    assertThat(seen("GPU-none,1")).isEmpty();
    assertThat(seen("MIG-none,1")).isEmpty();
  }

  private List<String> seen(@Nullable String names) {
    return VisibleGpus.of(nvml, names, notes::add).stream()
        .map(gpu -> gpu.name().orElseThrow())
        .toList();
  }
}
