package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.training.CommandProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command says of devices, in processes of their own: each may load one libtorch.
final class DeviceIT {
  @TempDir Path folder;

  @Test
  void theProcessorIsAlwaysThere() throws Exception {
    try (CommandProcess command = start(List.of(), "cpu")) {
      assertThat(command.exitCode()).as(command.output()).isZero();
      assertThat(command.output()).contains("device: cpu").contains("library: libtorch ");
    }
  }

  @Test
  void aGpuWithoutLibtorchIsAnErrorThatSaysWhereWasLooked() throws Exception {
    try (CommandProcess command = start(List.of("LIBTORCH=" + folder), "cuda")) {
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.output())
          .contains("a GPU is asked for and cannot be used, device=cuda: LIBTORCH must name a")
          .contains("lib/libtorch_cpu.so, LIBTORCH=" + folder);
    }
  }

  @Test
  void aDeviceThatIsNoneIsRefused() throws Exception {
    try (CommandProcess command = start(List.of(), "gpu")) {
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.output()).contains("must be auto, cpu, cuda").contains("device=gpu");
    }
  }

  private CommandProcess start(List<String> environment, String device) {
    List<String> prefix = new ArrayList<>(List.of("env", "-u", "PYTORCH_LIBRARY_PATH"));
    prefix.addAll(environment);
    return CommandProcess.start(folder.resolve("output"), prefix, List.of("device", device));
  }
}
