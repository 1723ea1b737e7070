package dev.alphazero.crd.resolve;

import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.GameName;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the evaluation of one position costs.
///
/// Counted are the convolutions of the residual blocks: two per block, channels² weights times the
/// kernel, once per point of the board. Stem and heads add a few percent.
public final class NetworkCost {
  private static final String OTHELLO_SIZE = "size";

  private NetworkCost() {}

  /// The board that a network's convolutions run over.
  private record Board(int height, int width) {
    static Board of(GameName game, Map<String, String> options) {
      return switch (game) {
        case TIC_TAC_TOE -> new Board(3, 3);
        case CONNECT_FOUR -> new Board(6, 7);
        case TOGYZQUMALAQ -> new Board(1, 9);
        case OTHELLO -> {
          int size = Integer.parseInt(Objects.requireNonNull(options.get(OTHELLO_SIZE)));
          yield new Board(size, size);
        }
      };
    }

    int points() {
      return height * width;
    }

    /// A board of one row is convolved along the row only.
    int kernel() {
      return height == 1 ? 3 : 9;
    }
  }

  /// Returns the multiply-adds per position.
  public static long multiplyAdds(Settings settings) {
    return multiplyAdds(
        Board.of(settings.game().name(), settings.game().options()),
        settings.network().blocks(),
        settings.network().channels());
  }

  /// Returns the multiply-adds per position of a training that has no settings yet: no profile
  /// changes them.
  public static long multiplyAdds(AlphaZeroTrainingSpec spec) {
    GameName game = Resolver.gameOf(spec);
    Layers layers =
        new Layers(
            List.of(
                Layer.of(spec, new Origin.Default()),
                Layer.of(Defaults.ofGame(game), new Origin.Default()),
                Layer.of(Defaults.builtIn(), new Origin.Default())));
    return multiplyAdds(
        Board.of(game, Map.of(OTHELLO_SIZE, layers.text("game.options." + OTHELLO_SIZE))),
        whole(layers, "network.blocks"),
        whole(layers, "network.channels"));
  }

  private static long multiplyAdds(Board board, int blocks, int channels) {
    return 2L * blocks * channels * channels * board.kernel() * board.points();
  }

  private static int whole(Layers layers, String path) {
    return ((Number) Objects.requireNonNull(layers.at(path), path)).intValue();
  }
}
