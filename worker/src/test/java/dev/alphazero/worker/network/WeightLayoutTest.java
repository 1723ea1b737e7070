package dev.alphazero.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.network.WeightLayout.Role;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WeightLayoutTest {
  private final WeightLayout layout = WeightLayout.of(NetworkFixtures.BOARD);

  @Test
  void tensorsFollowEachOtherWithoutGapsAndByRole() {
    int end = 0;
    Role role = Role.WEIGHT;
    for (WeightLayout.Tensor tensor : layout.tensors()) {
      assertThat(tensor.offset()).isEqualTo(end);
      assertThat(tensor.role()).isGreaterThanOrEqualTo(role);
      role = tensor.role();
      end += tensor.size();
      assertThat(layout.end(role)).isGreaterThanOrEqualTo(end);
    }
    assertThat(layout.size()).isEqualTo(end);
    assertThat(layout.end(Role.STATISTIC)).isEqualTo(end);
  }

  @Test
  void onlyKernelsAndMatricesAreDecayed() {
    assertThat(layout.tensors(Role.WEIGHT))
        .allSatisfy(tensor -> assertThat(tensor.name()).endsWith(".weight"));
    assertThat(layout.tensors(Role.BIAS))
        .allSatisfy(tensor -> assertThat(tensor.name()).endsWith(".bias"));
    assertThat(layout.tensors(Role.STATISTIC))
        .extracting(WeightLayout.Tensor::name)
        .startsWith("stem.mean", "stem.variance");
    assertThat(layout.tensor("stem.weight").shape()).isEqualTo(List.of(8, 3, 3, 3));
  }

  @Test
  void theFoldedLayoutIsAPrefix() {
    List<WeightLayout.Tensor> folded = WeightLayout.folded(NetworkFixtures.BOARD).tensors();
    assertThat(layout.tensors().subList(0, folded.size())).isEqualTo(folded);
    assertThat(WeightLayout.folded(NetworkFixtures.BOARD).size()).isEqualTo(layout.end(Role.BIAS));
  }

  @Test
  void refusesWeightsOfAnotherNetwork() {
    assertThatThrownBy(() -> FoldedWeights.of(NetworkFixtures.BOARD, new float[7]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("length=7");
  }

  @Test
  void initialWeightsFollowFromTheSeedAndHaveHesVariance() {
    NetworkSpec spec = new NetworkSpec(3, 6, 7, 7, 1, 64);
    float[] flat = InitialWeights.of(spec, 1);
    assertThat(flat).isEqualTo(InitialWeights.of(spec, 1)).isNotEqualTo(InitialWeights.of(spec, 2));
    WeightLayout.Tensor kernel = WeightLayout.of(spec).tensor("block0.first.weight");
    double squares =
        IntStream.range(kernel.offset(), kernel.offset() + kernel.size())
            .mapToDouble(i -> flat[i] * flat[i])
            .sum();
    assertThat(squares / kernel.size())
        .isCloseTo(2.0 / (64 * 9), org.assertj.core.data.Percentage.withPercentage(3));
  }
}
