package dev.alphazero.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NetworkSpecTest {
  /// The published network of workload W1: 7 planes, one row of 9 cells, 10 blocks of 128 channels.
  private static final NetworkSpec TOGYZ_MEDIUM = new NetworkSpec(7, 1, 9, 9, 10, 128);

  @Test
  void theReferenceNetworkHasThePublishedSize() {
    assertThat(TOGYZ_MEDIUM.parameters()).isEqualTo(1_003_542);
    assertThat(TOGYZ_MEDIUM.multiplyAdds()).isEqualTo(8_917_984);
  }

  @Test
  void aBoardOfOneRowIsConvolvedAlongTheRow() {
    assertThat(stem(TOGYZ_MEDIUM).shape()).isEqualTo(List.of(128, 7, 1, 3));
    assertThat(stem(new NetworkSpec(3, 6, 7, 7, 4, 32)).shape()).isEqualTo(List.of(32, 3, 3, 3));
  }

  private static Convolution stem(NetworkSpec spec) {
    return spec.tower().convolutions().getFirst();
  }

  @Test
  void saysWhichSizeIsWrong() {
    assertThatThrownBy(() -> new NetworkSpec(3, 6, 7, 7, 0, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("network blocks must be in [1, 64], blocks=0");
  }
}
