package dev.alphazero.worker.game.togyzqumalaq;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameProvider;
import java.util.Map;

/// Togyzqumalaq as a plug-in.
public final class TogyzqumalaqProvider implements GameProvider {
  @Override
  public String name() {
    return "togyzqumalaq";
  }

  @Override
  public Game create(Map<String, String> options) {
    return new Togyzqumalaq();
  }
}
