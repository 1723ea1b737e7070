package dev.alphazero.worker.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.nvml.NvmlDevice.Clock;
import dev.alphazero.worker.nvml.NvmlDevice.ComputeCapability;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The binding, with a driver that is not there.
final class NvmlTest {
  private static final String H200 = "GPU-8f6d0b1c-0000-1111-2222-333344445555";
  private static final String T4 = "GPU-07e1aa42-0000-1111-2222-333344445555";

  private final List<String> notes = new ArrayList<>();

  @Test
  void twoGpus() throws Exception {
    try (Nvml nvml = FakeNvml.open()) {
      assertThat(nvml.driverVersion()).contains("570.86.15");
      assertThat(nvml.cudaVersion()).contains("12.8");
      assertThat(nvml.count()).isEqualTo(2);
      NvmlDevice gpu = nvml.devices(notes::add).getFirst();
      assertThat(gpu.name()).contains("NVIDIA H200");
      assertThat(gpu.uuid()).contains(H200);
      assertThat(gpu.computeCapability()).contains(new ComputeCapability(9, 0));
      assertThat(gpu.memory()).contains(new NvmlDevice.Memory(150_754_820_096L, 536_870_912L));
      assertThat(gpu.utilizationPercent()).contains(87);
      assertThat(gpu.clockMegahertz(Clock.SM)).contains(1_755);
      assertThat(gpu.clockMegahertz(Clock.MEMORY)).contains(3_201);
      assertThat(gpu.maxClockMegahertz(Clock.SM)).contains(1_980);
      assertThat(gpu.maxClockMegahertz(Clock.MEMORY)).contains(3_201);
      assertThat(gpu.powerMilliwatts()).contains(512_340);
      assertThat(gpu.clockLimits())
          .contains(List.of(ClockLimit.POWER_CAP, ClockLimit.HARDWARE_THERMAL));
      NvmlDevice idle = nvml.devices(notes::add).getLast();
      assertThat(idle.name()).contains("Tesla T4");
      assertThat(idle.clockLimits()).contains(List.of());
      assertThat(notes).isEmpty();
    }
  }

  @Test
  void aGpuIsFoundByWhatNamesIt() throws Exception {
    try (Nvml nvml = FakeNvml.open()) {
      assertThat(nvml.byIndex(1).uuid()).contains(T4);
      assertThat(nvml.byUuid(T4).name()).contains("Tesla T4");
      assertThat(nvml.byPciBusId("0000:3b:00.0").uuid()).contains(H200);
      assertThatThrownBy(() -> nvml.byUuid("GPU-none"))
          .isInstanceOfSatisfying(NvmlException.class, e -> assertThat(e.status()).isEqualTo(6))
          .hasMessage("nvmlDeviceGetHandleByUUID failed: Not Found (6)");
    }
  }

  @Test
  void whatACardDoesNotHaveIsAbsent() throws Exception {
    try (Nvml nvml = FakeNvml.open("-DUTILIZATION=3", "-DOLD")) {
      NvmlDevice gpu = nvml.byIndex(0);
      assertThat(gpu.utilizationPercent()).isEmpty(); // not supported
      assertThat(gpu.powerMilliwatts()).isEmpty(); // no such function
      assertThat(gpu.clockLimits()).isEmpty();
      assertThat(GpuReading.of(gpu))
          .isEqualTo(new GpuReading(null, 536_870_912L, 150_754_820_096L, 1_755, 3_201, null));
    }
  }

  @Test
  void aLostGpuIsLeftOutAndSaid() throws Exception {
    try (Nvml nvml = FakeNvml.open("-DLOST=0")) {
      assertThat(nvml.devices(notes::add)).hasSize(1);
      assertThat(notes)
          .containsExactly(
              "GPU 0 is left out: nvmlDeviceGetHandleByIndex_v2 failed: GPU is lost (15)");
    }
  }

  @Test
  void whatCannotBeAnsweredIsAnErrorAndAReadingOfNothing() throws Exception {
    NvmlDevice gpu;
    try (Nvml nvml = FakeNvml.open()) {
      gpu = nvml.byIndex(0);
    }
    assertThatThrownBy(gpu::memory)
        .isInstanceOf(NvmlException.class)
        .hasMessage("nvmlDeviceGetMemoryInfo failed: Uninitialized (1)");
    assertThat(GpuReading.of(gpu)).isEqualTo(GpuReading.NONE);
  }

  @Test
  void severalAreOpenAtOnce() throws Exception {
    String library = FakeNvml.library();
    try (Nvml first = (Nvml) Nvml.open(library)) {
      ((Nvml) Nvml.open(library)).close();
      assertThat(first.count()).isEqualTo(2);
    }
  }

  @Test
  void aDriverThatDoesNotStartSaysWhy() throws Exception {
    assertThat(Nvml.open(FakeNvml.library("-DINIT=18")))
        .isEqualTo(
            new Opening.Absent(
                "NVML does not start: Driver/library version mismatch (18), so the driver was"
                    + " updated: restart the machine",
                true));
  }

  @Test
  void noLibrary() {
    assertThat(Nvml.open("/nowhere/libnvidia-ml.so.1"))
        .isEqualTo(
            new Opening.Absent(
                "NVML cannot be loaded: no library of this machine, path=/nowhere/libnvidia-ml.so.1",
                false));
  }
}
