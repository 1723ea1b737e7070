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
import dev.alphazero.worker.network.NetworkSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the operator takes a network's evaluation to cost, against the network itself.
final class NetworkCostTest {
  @ParameterizedTest
  @EnumSource
  void itIsThatOfTheResidualBlocks(GameName game) {
    String file = "spec: {game: {name: %s}, network: {blocks: 7, channels: 48}}";
    TrainingFile training =
        TrainingReader.read(
            "training.yaml",
            """
            apiVersion: alphazero.dev/v1alpha1
            kind: AlphaZeroTraining
            metadata: {name: cost}
            """
                + file.formatted(game.text()),
            List.of());
    Settings settings =
        Resolver.resolve(training, new Hardware(2, 4096, List.of()), Profiles.builtIn()).settings();
    NetworkSpec network =
        TrainingPlans.network(settings.network(), TrainingPlans.game(settings.game()));
    long blocks =
        network.tower().blocks().stream()
            .mapToLong(block -> block.first().weights() + block.second().weights())
            .sum();

    assertThat(NetworkCost.multiplyAdds(settings)).isEqualTo(blocks * network.cells());
    assertThat(NetworkCost.multiplyAdds(training.spec())).isEqualTo(blocks * network.cells());
    assertThat((double) NetworkCost.multiplyAdds(settings) / network.multiplyAdds())
        .as("stem and heads add a few percent")
        .isBetween(0.9, 1.0);
  }
}
