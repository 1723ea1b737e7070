package dev.alphazero.worker.arena.solver;

import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.connectfour.Bitboard;
import dev.alphazero.worker.game.connectfour.ConnectFourState;
import java.util.Arrays;

/// Solves Connect Four to win, draw or loss: negamax with null windows over bitboards.
///
/// Follows P. Pons, "Solving Connect 4: how to build a perfect AI" (blog.gamesolver.org): moves
/// that do not lose at once, those that make most threats first, centre before edge, and a table of
/// what is known. Two bounds of our own end many lines early: a player who cannot complete a four
/// with all empty cells cannot win, and follow-up play (V. Allis, "A Knowledge-based Approach of
/// Connect-Four", 1988, rule Claimeven) gives the second player every even row when all columns
/// have an even number of empty cells.
public final class ConnectFourSolver implements Solver {
  private static final int COLUMNS = 7;
  private static final int CELLS = 42;

  /// From this ply on, a search costs less than asking the table about every child.
  private static final int DEEPEST_LOOK_AHEAD = 32;

  private static final int[] CENTRE_FIRST = {3, 2, 4, 1, 5, 0, 6};

  private final OutcomeTable table;

  /// `[ply, i]` moves of the nodes on the current line, best first, as single cells.
  private final long[][] moves = new long[CELLS + 1][COLUMNS];

  private final int[][] threats = new int[CELLS + 1][COLUMNS];
  private long nodes;

  /// @param log2Entries the table has 2^log2Entries entries of 8 bytes
  public ConnectFourSolver(int log2Entries) {
    table = new OutcomeTable(log2Entries);
  }

  /// Returns the positions visited since the solver was made.
  public long nodes() {
    return nodes;
  }

  @Override
  public int[] outcomes(GameState position) {
    ConnectFourState state = (ConnectFourState) position;
    long mine = state.mine();
    long stones = mine | state.theirs();
    int[] outcomes = new int[COLUMNS];
    Arrays.fill(outcomes, ILLEGAL);
    for (int column : CENTRE_FIRST) {
      if (state.isLegal(column)) {
        long move = Bitboard.playable(stones) & Bitboard.column(column);
        outcomes[column] =
            Bitboard.hasFour(mine | move) ? 1 : -value(state.theirs(), stones | move);
      }
    }
    return outcomes;
  }

  /// Returns the value of a position without a four, for the player to move.
  private int value(long mine, long stones) {
    if (stones == Bitboard.BOARD) {
      return 0;
    }
    if ((Bitboard.completing(mine) & Bitboard.playable(stones)) != 0) {
      return 1;
    }
    if (exceeds(mine, stones, 0)) {
      return 1;
    }
    return exceeds(mine, stones, -1) ? 0 : -1;
  }

  /// Returns whether the value for the player to move is above `alpha`, which is 0 or -1.
  ///
  /// @param mine stones of the player to move, who cannot complete a four now
  /// @param stones stones of both
  private boolean exceeds(long mine, long stones, int alpha) {
    nodes++;
    long theirs = mine ^ stones;
    long playable = Bitboard.playable(stones);
    long theirFours = Bitboard.completing(theirs) & ~stones;
    long candidates = safeMoves(playable, theirFours);
    if (candidates == 0) {
      return false;
    }
    int ply = Long.bitCount(stones);
    if (ply >= CELLS - 2) {
      return 0 > alpha;
    }
    long empty = Bitboard.BOARD & ~stones;
    if (alpha == 0 ? !Bitboard.hasFour(mine | empty) : !Bitboard.hasFour(theirs | empty)) {
      return alpha != 0;
    }
    if (allColumnsEven(playable) && !Bitboard.hasFour(mine | (empty & Bitboard.ODD_ROWS))) {
      if (alpha == 0 || Bitboard.hasFour(theirs | (empty & ~Bitboard.ODD_ROWS))) {
        return false;
      }
    }

    long key = OutcomeTable.key(mine, stones);
    int bounds = table.get(key);
    if (OutcomeTable.decides(bounds, alpha)) {
      return OutcomeTable.exceeds(bounds, alpha);
    }
    long before = nodes;
    boolean exceeds = anyMoveExceeds(mine, stones, candidates, ply, alpha);
    table.put(key, bounds, alpha, exceeds, nodes - before);
    return exceeds;
  }

  private boolean anyMoveExceeds(long mine, long stones, long candidates, int ply, int alpha) {
    int k = order(mine, stones, candidates, ply);
    long theirs = mine ^ stones;
    long[] ordered = moves[ply];
    if (ply < DEEPEST_LOOK_AHEAD && anyKnownMoveExceeds(theirs, stones, ordered, k, alpha)) {
      return true;
    }
    for (int i = 0; i < k; i++) {
      if (!exceeds(theirs, stones | ordered[i], -1 - alpha)) {
        return true;
      }
    }
    return false;
  }

  private boolean anyKnownMoveExceeds(long theirs, long stones, long[] ordered, int k, int alpha) {
    for (int i = 0; i < k; i++) {
      int bounds = table.get(OutcomeTable.key(theirs, stones | ordered[i]));
      if (OutcomeTable.decides(bounds, -1 - alpha) && !OutcomeTable.exceeds(bounds, -1 - alpha)) {
        return true;
      }
    }
    return false;
  }

  /// Returns the moves after which the opponent cannot complete a four at once; none if there are
  /// two such cells to fill.
  private static long safeMoves(long playable, long theirFours) {
    long forced = playable & theirFours;
    if (forced != 0) {
      if ((forced & forced - 1) != 0) {
        return 0;
      }
      playable = forced;
    }
    return playable & ~(theirFours >>> 8);
  }

  /// Returns whether each column has an even number of empty cells; the first player is then to
  /// move.
  private static boolean allColumnsEven(long playable) {
    return (playable & ~Bitboard.ODD_ROWS) == 0;
  }

  /// Writes the moves of a node, those with most threats first and the centre before the edge.
  private int order(long mine, long stones, long candidates, int ply) {
    long[] ordered = moves[ply];
    int[] keys = threats[ply];
    int k = 0;
    for (int column : CENTRE_FIRST) {
      long move = candidates & Bitboard.column(column);
      if (move == 0) {
        continue;
      }
      int made = Long.bitCount(Bitboard.completing(mine | move) & ~stones);
      int i = k++;
      for (; i > 0 && keys[i - 1] < made; i--) {
        keys[i] = keys[i - 1];
        ordered[i] = ordered[i - 1];
      }
      keys[i] = made;
      ordered[i] = move;
    }
    return k;
  }
}
