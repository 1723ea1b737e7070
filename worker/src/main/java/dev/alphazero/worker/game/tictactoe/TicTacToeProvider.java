package dev.alphazero.worker.game.tictactoe;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameProvider;
import java.util.Map;

/// Tic-tac-toe as a plug-in.
public final class TicTacToeProvider implements GameProvider {
  @Override
  public String name() {
    return "tic-tac-toe";
  }

  @Override
  public Game create(Map<String, String> options) {
    return new TicTacToe();
  }
}
