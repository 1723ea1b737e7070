package dev.alphazero.worker.game.togyzqumalaq;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alphazero.worker.game.GameState;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A position of Togyzqumalaq. Pits and kazans always hold 162 stones together, also when the game
/// is over: what the players then add from their rows stays in the pits.
final class TogyzqumalaqState implements GameState {
  private static final int ROW = 9;
  private static final int PITS = 2 * ROW;
  private static final int STONES = 162;
  private static final int HALF = STONES / 2;
  private static final int NONE = -1;

  /// Stones in each pit, `[18]`; a tuzdyk holds none.
  private final int[] pits = new int[PITS];

  /// Stones won, by player.
  private final int[] kazans = new int[2];

  /// The pit that is the player's tuzdyk, on the other's row, or `NONE`; by player.
  private final int[] tuzdyks = {NONE, NONE};

  private int player;
  private int ply;
  private boolean over;

  /// Returns the start: nine stones in every pit.
  TogyzqumalaqState() {
    Arrays.fill(pits, ROW);
  }

  /// Returns the position of a text as `toString` writes it.
  static TogyzqumalaqState parse(String text) {
    TogyzqumalaqState state = new TogyzqumalaqState();
    String[] fields = text.split("/", -1);
    int[][] numbers = new int[fields.length][];
    for (int i = 0; i < fields.length; i++) {
      numbers[i] = Arrays.stream(fields[i].split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }
    System.arraycopy(numbers[0], 0, state.pits, 0, ROW);
    System.arraycopy(numbers[1], 0, state.pits, ROW, ROW);
    System.arraycopy(numbers[2], 0, state.kazans, 0, 2);
    for (int p = 0; p < 2; p++) {
      state.tuzdyks[p] = numbers[3][p] == NONE ? NONE : state.firstPit(1 - p) + numbers[3][p];
    }
    state.player = numbers[4][0];
    int stones = Arrays.stream(state.pits).sum() + state.kazans[0] + state.kazans[1];
    if (stones != STONES) {
      throw new IllegalArgumentException(
          "a position must have 162 stones, stones=%d, position=%s".formatted(stones, text));
    }
    state.over = state.isEnd();
    return state;
  }

  @Override
  public int player() {
    return player;
  }

  @Override
  public int ply() {
    return ply;
  }

  @Override
  public int legalActions(int[] actions) {
    if (over) {
      return 0;
    }
    int first = firstPit(player);
    int k = 0;
    for (int i = 0; i < ROW; i++) {
      if (pits[first + i] != 0) {
        actions[k++] = i;
      }
    }
    return k;
  }

  @Override
  public boolean isLegal(int action) {
    return !over && pits[firstPit(player) + action] != 0;
  }

  @Override
  public void play(int action) {
    int last = sow(firstPit(player) + action);
    int first = firstPit(1 - player);
    if (last >= first && last < first + ROW && last != tuzdyks[player]) {
      capture(last);
    }
    collect(0);
    collect(1);
    player = 1 - player;
    ply++;
    over = isEnd();
  }

  /// Sows the stones of a pit, one a pit, the first of several into the pit itself. Stones that
  /// fall into a tuzdyk lie there until they are collected.
  ///
  /// @return the pit of the last stone
  private int sow(int from) {
    int stones = pits[from];
    if (stones == 1) {
      int next = from == PITS - 1 ? 0 : from + 1;
      pits[from] = 0;
      pits[next]++;
      return next;
    }
    pits[from] = 0;
    int pit = from;
    while (true) {
      pits[pit]++;
      if (--stones == 0) {
        return pit;
      }
      pit = pit == PITS - 1 ? 0 : pit + 1;
    }
  }

  /// Takes what the last stone wins in an opponent's pit that is no tuzdyk.
  private void capture(int last) {
    int stones = pits[last];
    if (stones % 2 == 0) {
      pits[last] = 0;
      kazans[player] += stones;
    } else if (stones == 3 && mayBecomeTuzdyk(last)) {
      tuzdyks[player] = last; // its stones are collected with those that fell into tuzdyks
    }
  }

  /// Returns whether an opponent's pit may become the tuzdyk of the player to move: the first one,
  /// not a ninth pit, not opposite the opponent's.
  private boolean mayBecomeTuzdyk(int pit) {
    return tuzdyks[player] == NONE
        && pit % ROW != ROW - 1
        && (tuzdyks[1 - player] == NONE || tuzdyks[1 - player] % ROW != pit % ROW);
  }

  private void collect(int owner) {
    int tuzdyk = tuzdyks[owner];
    if (tuzdyk != NONE) {
      kazans[owner] += pits[tuzdyk];
      pits[tuzdyk] = 0;
    }
  }

  private boolean isEnd() {
    return kazans[0] > HALF || kazans[1] > HALF || row(player) == 0;
  }

  private int row(int owner) {
    int stones = 0;
    int first = firstPit(owner);
    for (int i = 0; i < ROW; i++) {
      stones += pits[first + i];
    }
    return stones;
  }

  private int firstPit(int owner) {
    return owner * ROW;
  }

  @Override
  public boolean isOver() {
    return over;
  }

  /// Returns who has more stones, those left in the own row included: whoever reached 82 has more
  /// with or without them.
  @Override
  public int outcome() {
    if (!over) {
      throw new IllegalStateException("a game must be over to have an outcome, ply=" + ply);
    }
    return Integer.signum(kazans[0] + row(0) - HALF);
  }

  @Override
  public void encode(MemorySegment out, long offset) {
    int own = firstPit(player);
    int their = firstPit(1 - player);
    for (int i = 0; i < ROW; i++) {
      out.set(JAVA_BYTE, offset + i, (byte) pits[own + i]);
      out.set(JAVA_BYTE, offset + 9 + i, (byte) pits[their + i]);
      out.set(JAVA_BYTE, offset + 24 + i, (byte) captured(own + i));
    }
    encodeTuzdyk(out, offset + 18, tuzdyks[player]);
    encodeTuzdyk(out, offset + 20, tuzdyks[1 - player]);
    out.set(JAVA_BYTE, offset + 22, (byte) kazans[player]);
    out.set(JAVA_BYTE, offset + 23, (byte) kazans[1 - player]);
  }

  private static void encodeTuzdyk(MemorySegment out, long offset, int tuzdyk) {
    int bits = tuzdyk == NONE ? 0 : 1 << tuzdyk % ROW;
    out.set(JAVA_BYTE, offset, (byte) bits);
    out.set(JAVA_BYTE, offset + 1, (byte) (bits >>> 8));
  }

  /// Returns the stones that the last stone of a pit's move captures, 3 for a tuzdyk. Nothing is
  /// played.
  private int captured(int from) {
    int stones = pits[from];
    if (stones == 0) {
      return 0;
    }
    int steps = stones == 1 ? 1 : stones - 1;
    int last = (from + steps) % PITS;
    if (last / ROW == player || last == tuzdyks[player]) {
      return 0;
    }
    int count = pits[last] + 1 + steps / PITS;
    return count % 2 == 0 || count == 3 && mayBecomeTuzdyk(last) ? count : 0;
  }

  @Override
  public TogyzqumalaqState copy() {
    TogyzqumalaqState copy = new TogyzqumalaqState();
    copy.copyFrom(this);
    return copy;
  }

  @Override
  public void copyFrom(GameState other) {
    TogyzqumalaqState from = (TogyzqumalaqState) other;
    System.arraycopy(from.pits, 0, pits, 0, PITS);
    kazans[0] = from.kazans[0];
    kazans[1] = from.kazans[1];
    tuzdyks[0] = from.tuzdyks[0];
    tuzdyks[1] = from.tuzdyks[1];
    player = from.player;
    ply = from.ply;
    over = from.over;
  }

  @Override
  public String draw() {
    StringBuilder text = new StringBuilder();
    text.append("     9   8   7   6   5   4   3   2   1\n");
    text.append("  ");
    for (int i = ROW - 1; i >= 0; i--) {
      text.append(drawPit(ROW + i));
    }
    text.append("   second's kazan %d%n".formatted(kazans[1]));
    text.append("  ");
    for (int i = 0; i < ROW; i++) {
      text.append(drawPit(i));
    }
    text.append("   first's kazan %d%n".formatted(kazans[0]));
    text.append("     1   2   3   4   5   6   7   8   9\n");
    text.append(
        over ? "over" : player == 0 ? "first to move, lower row" : "second to move, upper row");
    return text.append('\n').toString();
  }

  private String drawPit(int pit) {
    boolean tuzdyk = pit == tuzdyks[0] || pit == tuzdyks[1];
    return tuzdyk ? "   X" : "%4d".formatted(pits[pit]);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TogyzqumalaqState state
        && Arrays.equals(state.pits, pits)
        && Arrays.equals(state.kazans, kazans)
        && Arrays.equals(state.tuzdyks, tuzdyks)
        && state.player == player;
  }

  @Override
  public int hashCode() {
    int hash = 31 * Arrays.hashCode(pits) + Arrays.hashCode(kazans);
    return 31 * (31 * hash + Arrays.hashCode(tuzdyks)) + player;
  }

  /// Returns the position as `first's pits/second's pits/kazans/tuzdyks/player to move`. A tuzdyk
  /// is the place of its pit in the row, 0 to 8, or -1 for none, the first player's before the
  /// second's.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int pit = 0; pit < PITS; pit++) {
      text.append(pits[pit]).append(pit == ROW - 1 || pit == PITS - 1 ? '/' : ',');
    }
    return text.append("%d,%d/".formatted(kazans[0], kazans[1]))
        .append("%d,%d/".formatted(place(tuzdyks[0]), place(tuzdyks[1])))
        .append(player)
        .toString();
  }

  private static int place(int tuzdyk) {
    return tuzdyk == NONE ? NONE : tuzdyk % ROW;
  }
}
