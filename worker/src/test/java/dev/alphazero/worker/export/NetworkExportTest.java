package dev.alphazero.worker.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.togyzqumalaq.Togyzqumalaq;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.network.onnx.OnnxModel;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.run.RunException;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import dev.alphazero.worker.strength.SavedNetwork;
import dev.alphazero.worker.strength.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
      NetworkExport.Written written = NetworkExport.write(saved(game, 1), format, file);
      assertThat(written.bytes()).isEqualTo(Files.size(file));
      assertThat(written.difference().positions()).isEqualTo(256);
      assertThat(written.difference().isWithin(1e-4)).as(written.difference().text()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherNetworkIsNotKept(NetworkFormat format) throws IOException {
    TrainedNetwork network = network(new ConnectFour(), 1);
    SavedNetwork another = saved(new ConnectFour(), 2);
    byte[] other =
        format.encode(network.spec(), another.network().weights(), NetworkMeaning.of(another));
    Path file = Files.writeString(folder.resolve("network"), "an older one");
    assertThatThrownBy(() -> NetworkExport.write(network, format, file, other))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(file + " must evaluate as the network does, to within 1e-03, but on")
        .hasMessageContaining("it was not kept");
    assertThat(file).hasContent("an older one");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void onnxSaysWhatItMeans() throws IOException {
    Path file = folder.resolve("network.onnx");
    SavedNetwork saved = saved(new Togyzqumalaq(), 1);
    NetworkExport.write(saved, NetworkFormat.ONNX, file);
    try (OnnxModel model = new OnnxModel(saved.network().spec(), Files.readAllBytes(file))) {
      Map<String, String> properties = model.properties();
      assertThat(properties)
          .containsEntry("format_version", "1")
          .containsEntry("game", "togyzqumalaq")
          .containsEntry("board", "1x9")
          .containsEntry("view", "the player to move")
          .containsEntry("actions", "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]")
          .containsEntry("run", "a run")
          .containsEntry("model_version", "2.345")
          .containsEntry("step", "345")
          .containsKeys("policy_logits", "values", "alphazero");
      assertThat(properties.get("planes"))
          .startsWith(
              "[{\"name\":\"own stones\",\"kind\":\"counts\",\"scale\":0.055555556,\"meaning\":\"stones in the own pit\"},");
    }
  }

  @Test
  void torchScriptSaysTheSame() throws Exception {
    Path file = folder.resolve("network.pt");
    SavedNetwork saved = saved(new Togyzqumalaq(), 1);
    NetworkExport.write(saved, NetworkFormat.TORCHSCRIPT, file);
    try (ai.djl.Model model = ai.djl.Model.newInstance("network", "PyTorch")) {
      model.load(folder, "network", Map.of("extraFiles", NetworkFormat.METADATA));
      assertThat(model.getProperty(NetworkFormat.METADATA))
          .isEqualTo(NetworkMeaning.of(saved).json())
          .contains("\"game\" : \"togyzqumalaq\"")
          .contains("\"step\" : 345");
    }
  }

  private static SavedNetwork saved(Game game, long seed) {
    return new SavedNetwork(network(game, seed), "a run", new ModelVersion(2, 345));
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
