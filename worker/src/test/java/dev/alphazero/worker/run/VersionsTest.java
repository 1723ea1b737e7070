package dev.alphazero.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.djl.Libtorch;
import org.junit.jupiter.api.Test;

final class VersionsTest {
  @Test
  void theBuildKnowsWhatIsLoaded() {
    Versions versions = Versions.ofThisProcess();
    assertThat(versions.libtorch()).isEqualTo(Libtorch.version());
    assertThat(versions.djl()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(versions.alphazero()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(versions.java()).contains(Runtime.version().toString());
  }
}
