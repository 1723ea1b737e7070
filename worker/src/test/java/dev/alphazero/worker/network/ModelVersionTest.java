package dev.alphazero.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ModelVersionTest {
  @Test
  void aLaterIncarnationIsNewerWhateverItsStep() {
    List<ModelVersion> ascending =
        List.of(
            new ModelVersion(0, 0),
            new ModelVersion(1, 0),
            new ModelVersion(1, 9),
            new ModelVersion(2, 3),
            new ModelVersion((1 << 23) - 1, (1L << 40) - 1));
    assertThat(ascending).isSorted();
    assertThat(ascending).extracting(ModelVersion::packed).isSorted();
    for (ModelVersion version : ascending) {
      assertThat(ModelVersion.ofPacked(version.packed())).isEqualTo(version);
    }
    assertThatThrownBy(() -> new ModelVersion(0, 1L << 40))
        .hasMessageContaining("step=1099511627776");
  }
}
