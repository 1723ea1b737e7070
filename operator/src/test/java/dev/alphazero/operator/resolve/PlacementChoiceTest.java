package dev.alphazero.operator.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.resolve.NetworkCost;
import dev.alphazero.operator.Trainings;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlacementChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "seed=0,                           true,  SHARED, 15.5 million multiply-adds per position",
    "seed=0,                           false, ACTOR,  there is no GPU",
    "game.name=tic-tac-toe,            true,  ACTOR,  0.3 million multiply-adds per position",
    "game.name=togyzqumalaq,           true,  SHARED, 1.1 million multiply-adds per position",
    "game.name=othello,                true,  SHARED, 10.6 million multiply-adds per position",
    "network.channels=8,               true,  ACTOR,  0.2 million multiply-adds per position",
    "inference.replicas=2,             false, SHARED, inference.replicas is 2",
    "inference.replicas=1,             false, ACTOR,  there is no GPU",
    "gpuSharing=shared,                false, SHARED, gpuSharing is shared",
    "inference.device=cuda,            true,  SHARED, inference.device is cuda",
    "gpuSharing=dedicated,             true,  SHARED, 15.5 million multiply-adds per position"
  })
  void autoFollowsNetworkAndHardware(
      String assignment, boolean gpu, Placement placement, String why) {
    AlphaZeroTrainingSpec spec = Objects.requireNonNull(Trainings.with(assignment).getSpec());
    long multiplyAdds = NetworkCost.multiplyAdds(spec);
    assertThat(PlacementChoice.auto(spec, gpu, multiplyAdds))
        .isEqualTo(new PlacementChoice(placement, why));
    assertThat(PlacementChoice.of(spec, gpu, multiplyAdds)).isEqualTo(placement);
  }

  @ParameterizedTest
  @CsvSource({
    "auto,   true,  SHARED",
    "auto,   false, ACTOR",
    "actor,  true,  ACTOR",
    "shared, false, SHARED"
  })
  void whatIsWrittenWins(String written, boolean gpu, Placement placement) {
    AlphaZeroTrainingSpec spec =
        Objects.requireNonNull(Trainings.with("inference.placement=" + written).getSpec());
    assertThat(PlacementChoice.of(spec, gpu, NetworkCost.multiplyAdds(spec))).isEqualTo(placement);
  }
}
