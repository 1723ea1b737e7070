package dev.alphazero.worker.search;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.planes.Symmetry;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The game and the evaluations of a stored tree, see `golden/mctx`. All actions are legal where a
/// node does not say which are; leaving the stored tree is an error. A position is a node's index,
/// which is also its encoding.
final class StoredGame implements Game {
  private final int actions;
  private final JsonNode nodes;
  private final Map<List<Integer>, Integer> indices = new HashMap<>();

  StoredGame(JsonNode golden) {
    actions = golden.get("actions").asInt();
    nodes = golden.get("nodes");
    for (int i = 0; i < nodes.size(); i++) {
      indices.put(moves(i), i);
    }
  }

  private List<Integer> moves(int index) {
    return nodes.get(index).get("moves").valueStream().map(JsonNode::asInt).toList();
  }

  /// Returns the legal actions of a node, in ascending order.
  int[] legal(int index) {
    JsonNode node = nodes.get(index);
    return node.has("legal")
        ? node.get("legal").valueStream().mapToInt(JsonNode::asInt).toArray()
        : IntStream.range(0, actions).toArray();
  }

  /// Returns the index of a node's child.
  int child(int index, int action) {
    List<Integer> moves = new ArrayList<>(moves(index));
    moves.add(action);
    Integer child = indices.get(moves);
    if (child == null) {
      throw new AssertionError("the search left the stored tree, moves=" + moves);
    }
    return child;
  }

  void evaluate(LeafBatch batch) {
    for (int leaf = 0; leaf < batch.size(); leaf++) {
      long at = (long) leaf * batch.planeBytes();
      int index =
          (batch.planes().get(JAVA_BYTE, at) & 0xFF)
              | (batch.planes().get(JAVA_BYTE, at + 1) & 0xFF) << 8;
      JsonNode node = nodes.get(index);
      batch.setValue(leaf, (float) node.get("value").asDouble());
      for (int a = 0; a < actions; a++) {
        batch.setPolicyLogit(leaf, a, (float) node.get("logits").get(a).asDouble());
      }
    }
  }

  @Override
  public String name() {
    return "stored";
  }

  @Override
  public int actions() {
    return actions;
  }

  @Override
  public PlaneLayout planes() {
    return new PlaneLayout(1, 2, List.of(Plane.counts("index", 1)));
  }

  @Override
  public List<Symmetry> symmetries() {
    return List.of(Symmetry.identity(2, actions));
  }

  @Override
  public GameState start() {
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

  /// A node, or the end of a game.
  private final class State implements GameState {
    private int index;
    private int ply;
    private int player;

    /// For player 0; null while the game goes on.
    private @Nullable Integer outcome;

    @Override
    public int player() {
      return player;
    }

    @Override
    public int ply() {
      return ply;
    }

    @Override
    public int legalActions(int[] out) {
      if (outcome != null) {
        return 0;
      }
      int[] legal = legal(index);
      System.arraycopy(legal, 0, out, 0, legal.length);
      return legal.length;
    }

    @Override
    public boolean isLegal(int action) {
      return outcome == null && Arrays.binarySearch(legal(index), action) >= 0;
    }

    @Override
    public void play(int action) {
      ply++;
      for (JsonNode edge : nodes.get(index).get("edges")) {
        if (edge.get("action").asInt() == action) {
          if (edge.has("outcome")) {
            int forMover = edge.get("outcome").asInt();
            outcome = player == 0 ? forMover : -forMover;
          } else {
            player = edge.get("samePlayer").asBoolean() ? player : 1 - player;
            index = child(index, action);
          }
          return;
        }
      }
      throw new AssertionError(
          "the search left the stored tree, moves=" + moves(index) + " action=" + action);
    }

    @Override
    public boolean isOver() {
      return outcome != null;
    }

    @Override
    public int outcome() {
      if (outcome == null) {
        throw new IllegalStateException("the game must be over");
      }
      return outcome;
    }

    @Override
    public void encode(MemorySegment out, long offset) {
      out.set(JAVA_BYTE, offset, (byte) index);
      out.set(JAVA_BYTE, offset + 1, (byte) (index >>> 8));
    }

    @Override
    public GameState copy() {
      State copy = new State();
      copy.copyFrom(this);
      return copy;
    }

    @Override
    public void copyFrom(GameState other) {
      State from = (State) other;
      index = from.index;
      ply = from.ply;
      player = from.player;
      outcome = from.outcome;
    }

    @Override
    public String draw() {
      return moves(index).toString();
    }
  }
}
