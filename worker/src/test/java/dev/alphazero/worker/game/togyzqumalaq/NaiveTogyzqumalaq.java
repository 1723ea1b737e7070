package dev.alphazero.worker.game.togyzqumalaq;

import dev.alphazero.worker.game.NaiveRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Togyzqumalaq stone by stone, from the view of the player to move.
record NaiveTogyzqumalaq(Side mine, Side theirs, int player) implements NaiveRules {
  /// What belongs to a player: nine pits, a kazan, and the number of the other's pit that is the
  /// player's tuzdyk, 1 to 9, or 0.
  record Side(List<Integer> pits, int kazan, int tuzdyk) {
    int row() {
      return pits.stream().mapToInt(Integer::intValue).sum();
    }
  }

  /// A move that was made, and the stones that its last stone captured.
  record Made(NaiveTogyzqumalaq after, int captured) {}

  static NaiveTogyzqumalaq start() {
    return parse("9,9,9,9,9,9,9,9,9/9,9,9,9,9,9,9,9,9/0,0/-1,-1/0");
  }

  static NaiveTogyzqumalaq parse(String text) {
    List<List<Integer>> fields = new ArrayList<>();
    for (String field : text.split("/", -1)) {
      fields.add(Arrays.stream(field.split(",", -1)).map(Integer::valueOf).toList());
    }
    int player = fields.get(4).getFirst();
    List<Side> sides = new ArrayList<>();
    for (int p = 0; p < 2; p++) {
      sides.add(new Side(fields.get(p), fields.get(2).get(p), fields.get(3).get(p) + 1));
    }
    return new NaiveTogyzqumalaq(sides.get(player), sides.get(1 - player), player);
  }

  @Override
  public List<Integer> legalActions() {
    List<Integer> actions = new ArrayList<>();
    for (int action = 0; action < 9 && !isOver(); action++) {
      if (mine.pits.get(action) > 0) {
        actions.add(action);
      }
    }
    return actions;
  }

  @Override
  public NaiveTogyzqumalaq play(int action) {
    return make(action).after;
  }

  private Made make(int action) {
    List<Integer> ring = new ArrayList<>(mine.pits); // own pits 1 to 9, then the opponent's
    ring.addAll(theirs.pits);
    int myKazan = mine.kazan;
    int theirKazan = theirs.kazan;
    int myTuzdyk = mine.tuzdyk;
    int hand = ring.set(action, 0);
    int at = hand == 1 ? action + 1 : action;
    boolean intoTuzdyk = false;
    for (int stone = 0; stone < hand; stone++) {
      at = stone == 0 ? at : (at + 1) % 18;
      intoTuzdyk = true;
      if (at >= 9 && at - 9 + 1 == myTuzdyk) {
        myKazan++;
      } else if (at < 9 && at + 1 == theirs.tuzdyk) {
        theirKazan++;
      } else {
        ring.set(at, ring.get(at) + 1);
        intoTuzdyk = false;
      }
    }
    int captured = 0;
    if (at >= 9 && !intoTuzdyk) {
      int number = at - 9 + 1;
      boolean free = myTuzdyk == 0 && number != 9 && number != theirs.tuzdyk;
      if (ring.get(at) == 3 && free) {
        myTuzdyk = number;
        captured = ring.set(at, 0);
      } else if (ring.get(at) % 2 == 0) {
        captured = ring.set(at, 0);
      }
    }
    Side me = new Side(List.copyOf(ring.subList(0, 9)), myKazan + captured, myTuzdyk);
    Side them = new Side(List.copyOf(ring.subList(9, 18)), theirKazan, theirs.tuzdyk);
    return new Made(new NaiveTogyzqumalaq(them, me, 1 - player), captured);
  }

  @Override
  public boolean isOver() {
    return mine.kazan >= 82 || theirs.kazan >= 82 || mine.row() == 0;
  }

  @Override
  public int outcome() {
    int my = mine.kazan + mine.row();
    int their = theirs.kazan + theirs.row();
    return player == 0 ? Integer.compare(my, their) : Integer.compare(their, my);
  }

  @Override
  public float[] planes() {
    float[] planes = new float[7 * 9];
    for (int i = 0; i < 9; i++) {
      planes[i] = mine.pits.get(i) * Togyzqumalaq.STONES_SCALE;
      planes[9 + i] = theirs.pits.get(i) * Togyzqumalaq.STONES_SCALE;
      planes[18 + i] = mine.tuzdyk == i + 1 ? 1 : 0;
      planes[27 + i] = theirs.tuzdyk == i + 1 ? 1 : 0;
      planes[36 + i] = mine.kazan * Togyzqumalaq.KAZAN_SCALE;
      planes[45 + i] = theirs.kazan * Togyzqumalaq.KAZAN_SCALE;
      int captured = mine.pits.get(i) == 0 ? 0 : make(i).captured;
      planes[54 + i] = captured * Togyzqumalaq.STONES_SCALE;
    }
    return planes;
  }
}
