package dev.alphazero.worker.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.machine.DeviceCheck.Comparison;
import dev.alphazero.worker.network.djl.DjlEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeviceCheckTest {
  @Test
  void aDeviceComputesWhatItComputes() {
    List<Comparison> comparisons = DeviceCheck.of(DjlEngine.CPU, DjlEngine.CPU);
    assertThat(comparisons).hasSize(4).allMatch(Comparison::passes);
    assertThat(comparisons.getFirst().difference()).isZero();
  }

  @Test
  void aDeviceThatComputesSomethingElseIsFound() {
    List<Comparison> comparisons = DeviceCheck.of(new Misfit(DjlEngine.CPU), DjlEngine.CPU);
    assertThat(comparisons).hasSize(4).noneMatch(Comparison::passes);
  }
}
