package dev.alphazero.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.NetworkFixtures;
import dev.alphazero.worker.network.PrecisionMeasurement;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonFilesTest {
  @TempDir Path folder;

  @Test
  void aRecordIsReadAsItWasWritten() {
    PrecisionMeasurement measured =
        new PrecisionMeasurement(
            PrecisionMeasurement.Purpose.TRAINING,
            NetworkFixtures.BOARD,
            "a processor",
            "libtorch",
            32,
            1,
            1000,
            1900,
            0.9);
    Path file = folder.resolve("measured.json");

    JsonFiles.write(file, measured);

    assertThat(measured.isProvisional()).isTrue();
    assertThat(JsonFiles.text(measured)).doesNotContain("provisional");
    assertThat(JsonFiles.read(file, PrecisionMeasurement.class, "")).isEqualTo(measured);
  }
}
