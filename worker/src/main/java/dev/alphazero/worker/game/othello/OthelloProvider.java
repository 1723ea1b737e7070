package dev.alphazero.worker.game.othello;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameOption;
import dev.alphazero.worker.game.GameProvider;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Othello as a plug-in, on a board of 8x8 or 6x6.
public final class OthelloProvider implements GameProvider {
  private static final GameOption SIZE = new GameOption("size", List.of("6", "8"), "8");

  @Override
  public String name() {
    return "othello";
  }

  @Override
  public List<GameOption> options() {
    return List.of(SIZE);
  }

  @Override
  public Game create(Map<String, String> options) {
    return new Othello(Integer.parseInt(Objects.requireNonNull(options.get(SIZE.name()))));
  }
}
