package dev.alphazero.worker.search;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The `native` backend: trees and walks in C++, two calls per batch step. Owned by the thread that
/// makes it; other threads get a `WrongThreadException`. All memory is freed by `close`.
///
/// Structures are those of `abi.h`; arguments are checked here, C++ trusts them.
final class NativeSearch implements Search {
  /// Bytes of `alphazero_search_game`, and where its fields are.
  private static final int STATUS_BYTES = 12;

  private static final int REMAINING = 0;
  private static final int LEAF = 4;
  private static final int LEGAL_ACTIONS = 8;
  private static final int NO_LEAF = -1;

  /// Bytes of `alphazero_search_root` before its arrays, of which there are six.
  private static final int ROOT_BYTES = 16;

  private static final int ROOT_ARRAYS = 6;

  private final NativeCalls calls;
  private final Arena arena = Arena.ofConfined();
  private final int games;
  private final int maxSimulations;
  private final int maxLegalActions;
  private final int planeBytes;
  private final int actions;

  /// The search in C++.
  private final MemorySegment search;

  /// `[games]` of `alphazero_search_game`.
  private final MemorySegment status;

  /// One `alphazero_search_failure`: a game and a number.
  private final MemorySegment failure;

  /// Whether a position has been set by `reset`.
  private final boolean[] ready;

  /// What `reset` copies positions to: refuses those of other games.
  private final GameState position;

  /// `[planeBytes]`
  private final MemorySegment planes;

  /// `[maxLegalActions]`
  private final MemorySegment noise;

  /// One `alphazero_search_root`.
  private final MemorySegment root;

  /// Leaves in the batch after the last `select`.
  private int selected;

  NativeSearch(
      NativeCalls calls, Game game, SearchSettings settings, int games, int maxSimulations) {
    this.calls = calls;
    this.games = games;
    this.maxSimulations = maxSimulations;
    maxLegalActions = game.maxLegalActions();
    planeBytes = game.planes().bytes();
    actions = game.actions();
    status = arena.allocate((long) games * STATUS_BYTES, Integer.BYTES);
    failure = arena.allocate(Integer.BYTES + Float.BYTES, Integer.BYTES);
    ready = new boolean[games];
    position = game.start();
    planes = arena.allocate(planeBytes);
    noise = arena.allocate(JAVA_FLOAT, maxLegalActions);
    root = arena.allocate(ROOT_BYTES + ROOT_ARRAYS * 4L * maxLegalActions, Integer.BYTES);
    MemorySegment created =
        calls.create(calls.rules(game), pack(settings), games, maxSimulations, status, failure);
    if (created.equals(MemorySegment.NULL)) {
      arena.close();
      throw outOfMemory();
    }
    search = created.reinterpret(arena, calls::destroy);
  }

  /// Returns the settings as `alphazero_search_settings`.
  private MemorySegment pack(SearchSettings settings) {
    MemorySegment packed = arena.allocate(JAVA_INT, 10);
    packed.setAtIndex(JAVA_INT, 0, settings.algorithm() == Algorithm.GUMBEL ? 1 : 0);
    packed.setAtIndex(JAVA_FLOAT, 1, settings.cPuct());
    packed.setAtIndex(JAVA_FLOAT, 2, settings.cPuctBase());
    packed.setAtIndex(JAVA_FLOAT, 3, settings.fpuReduction());
    packed.setAtIndex(JAVA_FLOAT, 4, settings.rootNoiseFraction());
    packed.setAtIndex(JAVA_FLOAT, 5, settings.forcedPlayouts());
    packed.setAtIndex(JAVA_INT, 6, settings.consideredActions());
    packed.setAtIndex(JAVA_FLOAT, 7, settings.gumbelVisitOffset());
    packed.setAtIndex(JAVA_FLOAT, 8, settings.gumbelScale());
    packed.setAtIndex(JAVA_INT, 9, settings.qTransform() == QTransform.MIN_MAX ? 1 : 0);
    return packed;
  }

  @Override
  public int games() {
    return games;
  }

  @Override
  public void reset(int game, GameState position) {
    requireOpen();
    Refusals.requireNotOver(game, position);
    this.position.copyFrom(position);
    this.position.encode(planes, 0);
    check(calls.reset(search, requireGame(game), planes, position.player()));
    ready[game] = true;
  }

  @Override
  public void begin(int game, int simulations, float @Nullable [] noise) {
    requireIdle(game);
    int k = status(game, LEGAL_ACTIONS);
    Refusals.requireSimulations(simulations, maxSimulations);
    Refusals.requireLegalActions(game, k);
    Refusals.requireNoise(noise, k);
    MemorySegment copied = MemorySegment.NULL;
    if (noise != null) {
      MemorySegment.copy(noise, 0, this.noise, JAVA_FLOAT, 0, k);
      copied = this.noise;
    }
    check(calls.begin(search, game, simulations, copied));
  }

  @Override
  public boolean isDone(int game) {
    requireOpen();
    return status(game, REMAINING) == 0;
  }

  @Override
  public void select(LeafBatch batch) {
    requireOpen();
    Refusals.requireMadeFor(batch, planeBytes, actions);
    for (int g = 0; g < games; g++) {
      Refusals.requireBackedUp(status(g, LEAF) == NO_LEAF);
    }
    int size = calls.select(search, batch.planes(), batch.size(), batch.capacity());
    if (size == NativeCalls.BATCH_FULL) {
      batch.setSize(batch.capacity());
      batch.add(); // refuses
    }
    check(size);
    batch.setSize(size);
    selected = size;
  }

  @Override
  public void backup(LeafBatch batch) {
    requireOpen();
    Refusals.requireMadeFor(batch, planeBytes, actions);
    Refusals.requireSelected(batch, selected);
    check(calls.backup(search, batch.policyLogits(), batch.values()));
  }

  @Override
  public void readRoot(int game, RootStatistics out) {
    requireOpen();
    Refusals.requireSearched(game, calls.readRoot(search, requireGame(game), root) != 0);
    int k = root.getAtIndex(JAVA_INT, 0);
    out.size = k;
    out.noisy = root.getAtIndex(JAVA_INT, 1) != 0;
    out.rawValue = root.getAtIndex(JAVA_FLOAT, 2);
    copyRoot(0, out.actions, k);
    copyRoot(1, out.visits, k);
    copyRoot(2, out.valueSums, k);
    copyRoot(3, out.logits, k);
    copyRoot(4, out.priors, k);
    copyRoot(5, out.noise, k);
  }

  private void copyRoot(int array, Object to, int k) {
    long offset = ROOT_BYTES + 4L * maxLegalActions * array;
    if (to instanceof int[] numbers) {
      MemorySegment.copy(root, JAVA_INT, offset, numbers, 0, k);
    } else {
      MemorySegment.copy(root, JAVA_FLOAT, offset, to, 0, k);
    }
  }

  @Override
  public void play(int game, int action) {
    requireIdle(game);
    int answer = calls.play(search, game, action);
    Refusals.requireLegal(game, action, answer != NativeCalls.ILLEGAL_ACTION);
    check(answer);
  }

  private int status(int game, int field) {
    return status.get(JAVA_INT, (long) requireGame(game) * STATUS_BYTES + field);
  }

  private int requireGame(int game) {
    return Objects.checkIndex(game, games);
  }

  private void requireIdle(int game) {
    requireOpen();
    Refusals.requireReset(game, ready[game]);
    Refusals.requireNoLeaf(game, status(game, LEAF) == NO_LEAF);
  }

  /// Throws what a negative answer means.
  private void check(int answer) {
    if (answer >= 0) {
      return;
    }
    int game = failure.get(JAVA_INT, 0);
    float number = failure.get(JAVA_FLOAT, Integer.BYTES);
    switch (answer) {
      case NativeCalls.BAD_VALUE -> Refusals.requireValue(game, number);
      case NativeCalls.BAD_LOGITS -> throw Refusals.badLogits(number);
      case NativeCalls.OUT_OF_MEMORY -> throw outOfMemory();
      default -> throw new AssertionError("unknown answer of the native search: " + answer);
    }
  }

  private static OutOfMemoryError outOfMemory() {
    return new OutOfMemoryError("the native search needs more memory for its trees");
  }

  private void requireOpen() {
    if (!arena.scope().isAlive()) {
      throw new IllegalStateException("the search is closed");
    }
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
