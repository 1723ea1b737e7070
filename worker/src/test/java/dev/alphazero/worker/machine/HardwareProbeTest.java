package dev.alphazero.worker.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.resolve.Hardware;
import dev.alphazero.crd.resolve.Hardware.Gpu;
import dev.alphazero.worker.nvml.FakeNvml;
import dev.alphazero.worker.nvml.Nvml;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HardwareProbeTest {
  @Test
  void linesOfTheDriver() {
    assertThat(
            HardwareProbe.parse(
                """
                NVIDIA H200, 143771, 9.0
                Tesla T4, 15360, 7.5
                NVIDIA Next, 200000, 12.1
                """))
        .containsExactly(
            new Gpu("NVIDIA H200", 143_771, 9, 0),
            new Gpu("Tesla T4", 15_360, 7, 5),
            new Gpu("NVIDIA Next", 200_000, 12, 1));
  }

  @Test
  void whatTheDriverDoesNotKnowIsNoGpu() {
    assertThat(HardwareProbe.parse("")).isEmpty();
    assertThat(HardwareProbe.parse("No devices were found\n")).isEmpty();
    assertThat(HardwareProbe.parse("GRID, [N/A], 7.5\nOld, 2048, [Not Supported]\n")).isEmpty();
  }

  @Test
  void gpusOfTheDriversLibrary() throws Exception {
    List<String> notes = new ArrayList<>();
    assertThat(HardwareProbe.gpus(FakeNvml.open("-DUTILIZATION=3"), notes))
        .containsExactly(new Gpu("NVIDIA H200", 143_771, 9, 0), new Gpu("Tesla T4", 15_360, 7, 5));
    assertThat(notes).isEmpty();
  }

  @Test
  void aGpuThatIsLostIsANote() throws Exception {
    List<String> notes = new ArrayList<>();
    assertThat(HardwareProbe.gpus(FakeNvml.open("-DLOST=0"), notes))
        .containsExactly(new Gpu("Tesla T4", 15_360, 7, 5));
    assertThat(notes).singleElement().asString().contains("GPU 0 is left out").contains("is lost");
  }

  @Test
  void aLibraryThatDoesNotStartIsANote() throws Exception {
    List<String> notes = new ArrayList<>();
    HardwareProbe.gpus(Nvml.open(FakeNvml.library("-DINIT=18")), notes);
    assertThat(notes)
        .anySatisfy(note -> assertThat(note).contains("Driver/library version mismatch (18)"));
  }

  @Test
  void inWords() {
    Hardware hardware = new Hardware(2, 24_105, List.of());
    assertThat(new HardwareProbe.Found(hardware, "AMD EPYC", List.of()).text())
        .isEqualTo("2 cores (AMD EPYC), 24,105 MiB, no GPU");
    Hardware gpu = new Hardware(8, 1024, List.of(new Gpu("Tesla T4", 15_360, 7, 5)));
    assertThat(new HardwareProbe.Found(gpu, "x", List.of()).text())
        .isEqualTo("8 cores (x), 1,024 MiB, Tesla T4 with 15360 MiB and compute capability 7.5");
  }

  @Test
  void thisMachineHasSomething() {
    Hardware here = HardwareProbe.look().hardware();
    assertThat(here.cores()).isPositive();
    assertThat(here.memoryMiB()).isPositive();
  }
}
