package dev.alphazero.worker.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.togyzqumalaq.Togyzqumalaq;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NetworkExportTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsTheNetwork(NetworkFormat format) throws IOException {
    for (Game game : new Game[] {new ConnectFour(), new Togyzqumalaq()}) {
      Path file = folder.resolve(game.name() + format.suffix());
      NetworkExport.Written written = NetworkExport.write(network(game, 1), format, file);
      assertThat(written.bytes()).isEqualTo(Files.size(file));
      assertThat(written.difference().positions()).isEqualTo(256);
      assertThat(written.difference().isWithin(1e-4)).as(written.difference().text()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherNetworkIsNotKept(NetworkFormat format) throws IOException {
    TrainedNetwork network = network(new ConnectFour(), 1);
    byte[] other = format.encode(network.spec(), network(new ConnectFour(), 2).weights());
    Path file = Files.writeString(folder.resolve("network"), "an older one");
    assertThatThrownBy(() -> NetworkExport.write(network, format, file, other))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(file + " must evaluate as the network does, to within 1e-03, but on")
        .hasMessageContaining("it was not kept");
    assertThat(file).hasContent("an older one");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  private static TrainedNetwork network(Game game, long seed) {
    NetworkSpec spec =
        new NetworkSpec(
            game.planes().planes().size(),
            game.planes().height(),
            game.planes().width(),
            game.actions(),
            1,
            8);
    return new TrainedNetwork(
        DjlEngine.CPU,
        game.name(),
        game,
        spec,
        weights(spec, seed),
        Precision.FP32,
        SearchSettings.defaults(Algorithm.PUCT),
        SearchBackend.JAVA,
        seed);
  }

  /// Initial weights with heads that say something; fresh ones are zero.
  private static float[] weights(NetworkSpec spec, long seed) {
    float[] weights = InitialWeights.of(spec, seed);
    CounterRandom random = CounterRandom.of(seed, 0, 0, Purpose.TEST);
    for (WeightLayout.Tensor tensor : WeightLayout.of(spec).tensors()) {
      if (tensor.name().contains(".output.")) {
        for (int i = 0; i < tensor.size(); i++) {
          weights[tensor.offset() + i] = (float) random.nextGaussian();
        }
      }
    }
    return weights;
  }
}
