package dev.alphazero.worker.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.planes.Symmetry;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every game keeps to, tried over seeded random playouts beside a second implementation of
/// its rules. A failure prints the seed and the moves; `-Dtests.seed=HEX` plays other games.
public abstract class GameContract {
  private static final int PLAYOUTS = 40;

  /// The network's input is about [0, 1]; a count may exceed 1, but not by much.
  private static final float LARGEST_INPUT = 5;

  protected abstract Game game();

  /// Returns the start of the game by the second implementation.
  protected abstract NaiveRules naive();

  /// Returns the labels that a drawn board shows, for example `a` to `h` and `1` to `8`.
  protected abstract List<String> coordinates();

  /// Returns positions with a known truth: each verdict for both players at least once.
  protected abstract List<Tactic> tactics();

  /// Returns the start, transformed. Only a game whose start is not symmetric itself has a reason
  /// to override this.
  protected GameState start(Symmetry symmetry) {
    return game().start();
  }

  @Test
  void theRulesAgreeWithASecondImplementation() {
    for (int i = 0; i < 4 * PLAYOUTS; i++) {
      assertThat(playout(i)).hasSizeGreaterThan(1); // Twins compares every position
    }
  }

  @Test
  void aGameHasAnOutcomeOnlyOnceItIsOver() {
    assertThatIllegalStateException().isThrownBy(() -> game().start().outcome());
    for (int i = 0; i < PLAYOUTS; i++) {
      assertThat(playout(i).getLast().state().outcome()).isBetween(-1, 1);
    }
  }

  @Test
  void aCopyIsEqualAndIndependent() {
    GameState scratch = playout(0).getLast().state().copy();
    for (int i = 0; i < PLAYOUTS; i++) {
      for (Twins twins : playout(i)) {
        GameState state = twins.state();
        byte[] before = encode(state);
        GameState copy = state.copy();
        scratch.copyFrom(state);
        assertThat(copy).as(twins::toString).isEqualTo(state).hasSameHashCodeAs(state);
        assertThat(scratch).as(twins::toString).isEqualTo(state).hasSameHashCodeAs(state);
        assertThat(copy.ply()).isEqualTo(state.ply()).isEqualTo(scratch.ply());
        if (!state.isOver()) {
          int action = twins.legalActions().getFirst();
          copy.play(action);
          scratch.play(action);
          assertThat(copy).as(twins::toString).isEqualTo(scratch).isNotEqualTo(state);
          assertThat(encode(state)).as(twins::toString).isEqualTo(before);
          assertThat(Twins.legalActions(game(), state)).isEqualTo(twins.legalActions());
        }
      }
    }
  }

  @Test
  void statesAreEqualWhenTheSameIsAhead() {
    Map<GameState, Twins> first = new HashMap<>();
    Set<String> distinct = new HashSet<>();
    for (int i = 0; i < PLAYOUTS; i++) {
      for (Twins twins : playout(i)) {
        Twins equal = first.computeIfAbsent(twins.state(), key -> twins);
        assertThat(encode(equal.state())).as(twins::toString).isEqualTo(encode(twins.state()));
        assertThat(equal.legalActions()).as(twins::toString).isEqualTo(twins.legalActions());
        distinct.add(twins.state().player() + Arrays.toString(encode(twins.state())));
      }
    }
    assertThat(first).hasSizeGreaterThanOrEqualTo(distinct.size());
  }

  @Test
  void theSameActionsLeadToAnEqualState() {
    for (int i = 0; i < PLAYOUTS; i++) {
      Twins last = playout(i).getLast();
      GameState replayed = game().start();
      last.actions().forEach(replayed::play);
      assertThat(replayed).as(last::toString).isEqualTo(last.state());
      assertThat(encode(replayed)).as(last::toString).isEqualTo(encode(last.state()));
    }
  }

  @Test
  void encodingWritesItsBytesAndNoOthers() {
    int bytes = game().planes().bytes();
    int margin = 3;
    for (int i = 0; i < PLAYOUTS; i++) {
      for (Twins twins : playout(i)) {
        byte[] expected = encode(twins.state());
        for (byte fill : new byte[] {0x5A, (byte) 0xFF}) {
          MemorySegment out = MemorySegment.ofArray(new byte[margin + bytes + margin]).fill(fill);
          twins.state().encode(out, margin);
          for (int b = 0; b < margin; b++) {
            assertThat(out.get(ValueLayout.JAVA_BYTE, b)).isEqualTo(fill);
            assertThat(out.get(ValueLayout.JAVA_BYTE, margin + bytes + b)).isEqualTo(fill);
          }
          assertThat(out.asSlice(margin, bytes).toArray(ValueLayout.JAVA_BYTE))
              .as(twins::toString)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void theNetworkSeesThePlanesOfTheTable() {
    for (int i = 0; i < PLAYOUTS; i++) {
      for (Twins twins : playout(i)) {
        float[] planes = planes(twins.state());
        assertThat(planes).as(twins::toString).isEqualTo(twins.naive().planes());
        for (float value : planes) {
          assertThat(value).as(twins::toString).isBetween(0f, LARGEST_INPUT);
        }
      }
    }
  }

  @Test
  void planesAreNamedAndFillTheLayout() {
    PlaneLayout layout = game().planes();
    assertThat(layout.planes().stream().map(Plane::name).toList()).doesNotHaveDuplicates();
    assertThat(layout.planes()).noneMatch(plane -> plane.meaning().isBlank());
    assertThat(layout.floats()).isEqualTo(naive().planes().length);
  }

  @Test
  void symmetriesArePermutationsAndTheFirstIsTheIdentity() {
    int cells = game().planes().cells();
    Symmetry identity = Symmetry.identity(cells, game().actions());
    assertThat(game().symmetries().getFirst().cells()).isEqualTo(identity.cells());
    assertThat(game().symmetries().getFirst().actions()).isEqualTo(identity.actions());
    Set<String> distinct = new HashSet<>();
    for (Symmetry symmetry : game().symmetries()) {
      assertThat(symmetry.cells()).containsExactlyInAnyOrder(identity.cells());
      assertThat(symmetry.actions()).containsExactlyInAnyOrder(identity.actions());
      distinct.add(Arrays.toString(symmetry.cells()) + Arrays.toString(symmetry.actions()));
    }
    assertThat(distinct).hasSameSizeAs(game().symmetries());
  }

  @Test
  void aTransformedGameIsTheSameGame() {
    for (Symmetry symmetry : game().symmetries()) {
      for (int i = 0; i < PLAYOUTS / 4; i++) {
        List<Twins> positions = playout(i);
        GameState transformed = start(symmetry);
        for (Twins twins : positions) {
          if (twins.state().ply() > 0) {
            transformed.play(symmetry.actions()[twins.actions().getLast()]);
          }
          Set<Integer> legal = new TreeSet<>();
          twins.legalActions().forEach(action -> legal.add(symmetry.actions()[action]));
          assertThat(Twins.legalActions(game(), transformed))
              .as(twins::toString)
              .isEqualTo(List.copyOf(legal));
          assertThat(transformed.player()).isEqualTo(twins.state().player());
          assertThat(planes(transformed))
              .as(twins::toString)
              .isEqualTo(planes(twins.state(), symmetry));
        }
        assertThat(transformed.outcome()).isEqualTo(positions.getLast().state().outcome());
      }
    }
  }

  @Test
  void everyActionHasANameThatReadsBack() {
    for (int action = 0; action < game().actions(); action++) {
      assertThat(game().parseAction(game().actionName(action))).isEqualTo(action);
    }
  }

  @Test
  void movesInNotationLeadToThePosition() {
    assertThat(game().position("")).isEqualTo(game().start());
    for (int i = 0; i < PLAYOUTS; i++) {
      Twins last = playout(i).getLast();
      GameState read = game().position(" " + last.moves() + "\n");
      assertThat(read).as(last::toString).isEqualTo(last.state());
      assertThat(read.ply()).isEqualTo(last.state().ply());
    }
  }

  @Test
  void anUnreadableMoveIsNamedWithItsPlace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> game().parseAction("?"))
        .withMessageContaining("?");
    String move = game().actionName(Twins.legalActions(game(), game().start()).getFirst());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> game().position(move + " ?"))
        .withMessageContaining("?")
        .withMessageContaining("2");
  }

  @Test
  void anIllegalMoveIsNamedWithItsPlace() {
    for (int i = 0; i < PLAYOUTS; i++) {
      Twins over = playout(i).getLast(); // where every move is illegal
      String move = game().actionName(i % game().actions());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> game().position(over.moves() + " " + move))
          .withMessageContaining(move)
          .withMessageContaining(String.valueOf(over.actions().size() + 1));
    }
    int illegal =
        IntStream.range(0, game().actions())
            .filter(action -> !game().start().isLegal(action))
            .findFirst()
            .orElse(-1);
    if (illegal >= 0) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> game().position(game().actionName(illegal)))
          .withMessageContaining(game().actionName(illegal));
    }
  }

  @Test
  void aDrawnBoardShowsItsCoordinates() {
    String before = "";
    for (Twins twins : playout(0)) {
      String drawn = twins.state().draw();
      assertThat(drawn.lines().count()).isGreaterThan(1);
      assertThat(drawn).contains(coordinates()).isNotEqualTo(before);
      before = drawn;
    }
  }

  @Test
  void tacticsAreSeen() {
    Set<String> seen = new HashSet<>();
    for (Tactic tactic : tactics()) {
      Twins twins = Twins.start(game(), naive());
      GameState state = game().position(tactic.moves());
      for (String move : tactic.moves().split(" ", -1)) {
        twins = twins.play(game().parseAction(move));
      }
      assertThat(twins.state()).isEqualTo(state);
      assertThat(state.player()).as(twins::toString).isEqualTo(tactic.player());
      switch (tactic.verdict()) {
        case WIN_IN_ONE -> assertThat(winsInOne(twins)).as(twins::toString).isOne();
        case FORCED_LOSS ->
            assertThat(losesByForce(twins, tactic.player(), tactic.plies()))
                .as(twins::toString)
                .isTrue();
      }
      seen.add(tactic.player() + " " + tactic.verdict());
    }
    assertThat(seen).hasSize(2 * Tactic.Verdict.values().length);
  }

  private static int winsInOne(Twins twins) {
    int wins = 0;
    for (int action : twins.legalActions()) {
      Twins next = twins.play(action);
      if (next.state().isOver() && next.state().outcome() == winFor(twins.state().player())) {
        wins++;
      }
    }
    return wins;
  }

  /// Returns whether a player loses within some plies, whatever that player does.
  private static boolean losesByForce(Twins twins, int player, int plies) {
    if (twins.state().isOver()) {
      return twins.state().outcome() == -winFor(player);
    }
    if (plies == 0) {
      return false;
    }
    boolean own = twins.state().player() == player;
    for (int action : twins.legalActions()) {
      if (losesByForce(twins.play(action), player, plies - 1) != own) {
        return !own;
      }
    }
    return own;
  }

  private static int winFor(int player) {
    return player == 0 ? 1 : -1;
  }

  private List<Twins> playout(int playout) {
    return Twins.playout(game(), naive(), playout);
  }

  private byte[] encode(GameState state) {
    byte[] packed = new byte[game().planes().bytes()];
    state.encode(MemorySegment.ofArray(packed), 0);
    return packed;
  }

  private float[] planes(GameState state) {
    float[] planes = new float[game().planes().floats()];
    game()
        .planes()
        .expand(MemorySegment.ofArray(encode(state)), 0, MemorySegment.ofArray(planes), 0);
    return planes;
  }

  private float[] planes(GameState state, Symmetry symmetry) {
    float[] planes = new float[game().planes().floats()];
    game()
        .planes()
        .expand(
            MemorySegment.ofArray(encode(state)), 0, MemorySegment.ofArray(planes), 0, symmetry);
    return planes;
  }
}
