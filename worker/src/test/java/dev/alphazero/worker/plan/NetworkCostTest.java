package dev.alphazero.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.GameName;
import dev.alphazero.crd.read.TrainingFile;
import dev.alphazero.crd.read.TrainingReader;
import dev.alphazero.crd.resolve.Hardware;
import dev.alphazero.crd.resolve.NetworkCost;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.resolve.Resolver;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.worker.network.Convolution;
import dev.alphazero.worker.network.Linear;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Tower;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the operator takes a network's evaluation to cost, against a count over the network's own
/// layers.
final class NetworkCostTest {
  private static final List<Integer> BLOCKS = List.of(1, 7, 20);
  private static final List<Integer> CHANNELS = List.of(16, 48, 256);

  static List<Arguments> networks() {
    List<Arguments> networks = new ArrayList<>();
    for (GameName game : GameName.values()) {
      for (int blocks : BLOCKS) {
        CHANNELS.forEach(channels -> networks.add(Arguments.of(game, blocks, channels)));
      }
    }
    return networks;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void itIsThatOfTheResidualBlocks(GameName game, int blocks, int channels) {
    TrainingFile training =
        TrainingReader.read(
            "training.yaml",
            """
            apiVersion: alphazero.dev/v1alpha1
            kind: AlphaZeroTraining
            metadata: {name: cost}
            spec: {game: {name: %s}, network: {blocks: %d, channels: %d}}
            """
                .formatted(game.text(), blocks, channels),
            List.of());
    Settings settings =
        Resolver.resolve(training, new Hardware(2, 4096, List.of()), Profiles.builtIn()).settings();
    NetworkSpec network =
        TrainingPlans.network(settings.network(), TrainingPlans.game(settings.game()));
    long counted = ofBlocks(network);

    assertThat(NetworkCost.multiplyAdds(settings)).isEqualTo(counted);
    assertThat(NetworkCost.multiplyAdds(training.spec())).isEqualTo(counted);
    if (blocks == 7 && channels == 48) {
      assertThat((double) counted / network.multiplyAdds())
          .as("stem and heads add a few percent")
          .isBetween(0.9, 1.0);
    }
  }

  private static long ofBlocks(NetworkSpec network) {
    Tower tower = network.tower();
    long convolutions =
        tower.convolutions().stream()
            .filter(convolution -> convolution.name().startsWith("block"))
            .mapToLong(Convolution::weights)
            .sum();
    long linears =
        tower.linears().stream()
            .filter(linear -> linear.name().startsWith("block"))
            .mapToLong(Linear::weights)
            .sum();
    return convolutions * network.cells() + linears;
  }
}
