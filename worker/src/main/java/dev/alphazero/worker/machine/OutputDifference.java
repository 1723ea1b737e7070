package dev.alphazero.worker.machine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.network.Model;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/// How far two models are apart on positions of a game.
///
/// @param positions compared
/// @param policyLogits the largest difference of two logits
/// @param values the largest difference of two values
public record OutputDifference(int positions, double policyLogits, double values) {
  private static final int POSITIONS = 256;

  /// Compares two models on the positions of random games.
  ///
  /// @param seed of the games
  public static OutputDifference between(Game game, Model a, Model b, long seed) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment planes = positions(game, arena, seed);
      int logits = POSITIONS * game.actions();
      MemorySegment[] policies = {floats(arena, logits), floats(arena, logits)};
      MemorySegment[] values = {floats(arena, POSITIONS), floats(arena, POSITIONS)};
      a.forward(POSITIONS, planes, policies[0], values[0]);
      b.forward(POSITIONS, planes, policies[1], values[1]);
      return new OutputDifference(
          POSITIONS, largest(policies[0], policies[1]), largest(values[0], values[1]));
    }
  }

  /// Returns `[POSITIONS, C, H, W]`: every position of as many random games as it takes.
  private static MemorySegment positions(Game game, Arena arena, long seed) {
    PlaneLayout layout = game.planes();
    MemorySegment packed = arena.allocate(layout.bytes());
    MemorySegment planes = floats(arena, POSITIONS * layout.floats());
    CounterRandom random = CounterRandom.of(seed, 0, 0, Purpose.ROLLOUT);
    int[] legal = new int[game.maxLegalActions()];
    GameState state = game.start();
    for (int i = 0; i < POSITIONS; i++) {
      state.encode(packed, 0);
      layout.expand(packed, 0, planes, (long) i * layout.floats());
      state.play(legal[random.nextInt(state.legalActions(legal))]);
      if (state.isOver()) {
        state = game.start();
      }
    }
    return planes;
  }

  /// Returns the largest difference; NaN if there is one.
  private static double largest(MemorySegment a, MemorySegment b) {
    double largest = 0;
    for (long i = 0; i < a.byteSize() / Float.BYTES; i++) {
      double difference = Math.abs(a.getAtIndex(JAVA_FLOAT, i) - b.getAtIndex(JAVA_FLOAT, i));
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  private static MemorySegment floats(Arena arena, int count) {
    return arena.allocate((long) count * Float.BYTES, 64);
  }

  public boolean isWithin(double bound) {
    return policyLogits <= bound && values <= bound;
  }

  /// Returns it in words.
  public String text() {
    return String.format(
        Locale.ROOT,
        "on %d positions of random games the largest difference is %s in the policy's logits, %s in"
            + " the values",
        positions,
        number(policyLogits),
        number(values));
  }

  private static String number(double difference) {
    return difference == 0 ? "0" : String.format(Locale.ROOT, "%.1e", difference);
  }
}
