package dev.alphazero.worker.search;

import dev.alphazero.worker.game.Game;

/// Whether tests can have the native backend, which a build without a C++ compiler lacks.
final class NativeTests {
  private NativeTests() {}

  /// Returns why not; empty when they can.
  static String absence() {
    return NativeLibrary.get().absence();
  }

  static boolean knows(Game game) {
    return absence().isEmpty() && NativeLibrary.get().calls().rules(game) != NativeCalls.NO_RULES;
  }
}
