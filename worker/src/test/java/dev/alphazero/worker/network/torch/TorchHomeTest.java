package dev.alphazero.worker.network.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TorchHomeTest {
  @TempDir Path folder;

  @Test
  void aFolderOfLibrariesBringsTheCompiledOne() throws IOException {
    Files.createFile(folder.resolve("libalphazero_torch.so"));
    TorchHome home = TorchHome.find(Map.of("PYTORCH_LIBRARY_PATH", folder.toString()));
    assertThat(home.isCompiled()).isTrue();
    assertThat(home.libraries()).isEqualTo(folder);
  }

  @Test
  void aLibtorchHasLibrariesAndHeaders() throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    Files.createFile(folder.resolve("lib/libtorch_cpu.so"));
    TorchHome home = TorchHome.find(Map.of("LIBTORCH", folder.toString()));
    assertThat(home.isCompiled()).isFalse();
    assertThat(home.libraries()).isEqualTo(folder.resolve("lib"));
    assertThat(home.source()).isEqualTo(folder);
  }

  @Test
  void saysWhatIsMissingWhere() {
    assertThatThrownBy(() -> TorchHome.find(Map.of("LIBTORCH", folder.toString())))
        .isInstanceOf(TorchAbsentException.class)
        .hasMessage(
            "LIBTORCH must name a folder that holds lib/libtorch_cpu.so, LIBTORCH=" + folder);
    assertThatThrownBy(() -> TorchHome.find(Map.of("PYTORCH_LIBRARY_PATH", folder.toString())))
        .hasMessageContaining("must name a folder that holds libalphazero_torch.so");
  }
}
