package dev.alphazero.worker.game.connectfour;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameProvider;
import java.util.Map;

/// Connect Four as a plug-in.
public final class ConnectFourProvider implements GameProvider {
  @Override
  public String name() {
    return "connect-four";
  }

  @Override
  public Game create(Map<String, String> options) {
    return new ConnectFour();
  }
}
