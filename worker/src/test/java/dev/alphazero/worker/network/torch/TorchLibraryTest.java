package dev.alphazero.worker.network.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.network.djl.Libtorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TorchLibraryTest {
  @TempDir Path folder;

  @Test
  void whatCannotBeLoadedLeavesTheProcessorItsOwn() throws IOException {
    Files.writeString(folder.resolve("libalphazero_torch.so"), "no library");
    Files.writeString(folder.resolve("libalphazero_torch.for"), "");
    assertThatThrownBy(this::load)
        .isInstanceOfAny(TorchAbsentException.class, IllegalStateException.class);
    assertThat(TorchLibrary.isLoaded()).isFalse();
    assertThat(Libtorch.version()).isNotEmpty();
  }

  @Test
  void aLibraryForAnotherLibtorchIsRefused() throws IOException {
    Files.writeString(folder.resolve("libalphazero_torch.so"), "no library");
    Files.writeString(folder.resolve("libc10.so"), "12345");
    Files.writeString(folder.resolve("libalphazero_torch.for"), "libc10.so 4\n");
    assertThatThrownBy(this::load)
        .isInstanceOf(TorchAbsentException.class)
        .hasMessageContaining("is for another libtorch")
        .hasMessageContaining("must have 4 bytes, bytes=5");
  }

  private TorchLibrary load() {
    return TorchLibrary.load(Map.of("PYTORCH_LIBRARY_PATH", folder.toString()), _ -> {});
  }
}
