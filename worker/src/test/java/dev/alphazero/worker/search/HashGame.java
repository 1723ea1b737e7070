package dev.alphazero.worker.search;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.planes.Symmetry;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A random game tree: legal actions, who moves next, ends and outcomes are a hash of the moves.
/// Has everything that a search must cope with: 1 to A legal actions, the same player twice in a
/// row, draws, early ends.
///
/// @param mostPlies the game is over after them
/// @param endPercent chance that a move ends the game
final record HashGame(long seed, int actions, int mostPlies, int endPercent) implements Game {
  private static final int BYTES = 9;

  @Override
  public String name() {
    return "hash";
  }

  @Override
  public PlaneLayout planes() {
    return new PlaneLayout(
        1, BYTES - 1, List.of(Plane.counts("hash", 1), Plane.scalar("player", 1)));
  }

  @Override
  public List<Symmetry> symmetries() {
    return List.of(Symmetry.identity(BYTES - 1, actions));
  }

  @Override
  public State start() {
    return new State();
  }

  @Override
  public int maxLegalActions() {
    return actions;
  }

  @Override
  public String actionName(int action) {
    return Integer.toString(action);
  }

  @Override
  public int parseAction(String name) {
    return Integer.parseInt(name);
  }

  @Override
  public GameState position(String moves) {
    throw new UnsupportedOperationException("not needed");
  }

  private static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return y ^ (y >>> 31);
  }

  /// A position of the game.
  final class State implements GameState {
    private long hash = mix(seed);
    private int ply;
    private int player;
    private boolean over;

    @Override
    public int player() {
      return player;
    }

    @Override
    public int ply() {
      return ply;
    }

    /// Legal are the actions of a random set that is never empty; one position in eight has just
    /// one.
    private long legalBits() {
      long bits = mix(hash + 1) & ((1L << actions) - 1);
      return bits == 0 || mix(hash + 2) % 8 == 0 ? 1L << Math.floorMod(hash, actions) : bits;
    }

    @Override
    public int legalActions(int[] out) {
      int k = 0;
      if (!over) {
        for (long bits = legalBits(); bits != 0; bits &= bits - 1) {
          out[k++] = Long.numberOfTrailingZeros(bits);
        }
      }
      return k;
    }

    @Override
    public boolean isLegal(int action) {
      return !over && (legalBits() >>> action & 1) != 0;
    }

    @Override
    public void play(int action) {
      hash = mix(hash * 31 + action + 3);
      ply++;
      player ^= Math.floorMod(hash >>> 7, 4) == 0 ? 0 : 1;
      over = ply >= mostPlies || Math.floorMod(hash >>> 20, 100) < endPercent;
    }

    @Override
    public boolean isOver() {
      return over;
    }

    @Override
    public int outcome() {
      if (!over) {
        throw new IllegalStateException("the game must be over, ply=" + ply);
      }
      return Math.floorMod(mix(hash + 5), 3) - 1;
    }

    @Override
    public void encode(MemorySegment out, long offset) {
      for (int i = 0; i < 8; i++) {
        out.set(JAVA_BYTE, offset + i, (byte) (hash >>> 8 * i));
      }
      out.set(JAVA_BYTE, offset + 8, (byte) player);
    }

    @Override
    public State copy() {
      State copy = new State();
      copy.copyFrom(this);
      return copy;
    }

    @Override
    public void copyFrom(GameState other) {
      State from = (State) other;
      hash = from.hash;
      ply = from.ply;
      player = from.player;
      over = from.over;
    }

    @Override
    public String draw() {
      return Long.toHexString(hash);
    }
  }
}
