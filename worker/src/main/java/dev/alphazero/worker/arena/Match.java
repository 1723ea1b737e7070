package dev.alphazero.worker.arena;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.RandomOpening;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Paired games of two players: each pair starts from its own random opening, sides swapped. All
/// games advance together, so that a player sees many positions at once. Owned by one thread.
public final class Match {
  private static final int MAX_OPENING_TRIES = 1000;

  private final Game game;
  private final long seed;
  private final int openingPlies;
  private final int maxPlies;

  /// @param openingPlies random plies before the players take over
  /// @param maxPlies a longer game counts as drawn; 0 is no cap
  public Match(Game game, long seed, int openingPlies, int maxPlies) {
    this.game = game;
    this.seed = seed;
    this.openingPlies = openingPlies;
    this.maxPlies = maxPlies;
  }

  /// Plays `pairs` pairs, numbered from `firstPair` on, and returns the first player's score in
  /// each game of each pair: `[pairs][2]`, 1 won, ½ drawn, 0 lost. Openings are distinct within the
  /// range `[0, firstPair + pairs)` where the game has enough.
  public double[][] play(Player first, Player second, int firstPair, int pairs) {
    List<GameState> openings = openings(firstPair + pairs).subList(firstPair, firstPair + pairs);
    List<Seat> seats = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      for (int side = 0; side < 2; side++) {
        seats.add(new Seat(pair, side, openings.get(pair).copy()));
      }
    }
    double[][] scores = new double[pairs][2];
    List<Seat> open = new ArrayList<>(seats);
    while (!open.isEmpty()) {
      move(open.stream().filter(seat -> seat.firstPlayerMoves()).toList(), first);
      move(open.stream().filter(seat -> !seat.moved && !seat.firstPlayerMoves()).toList(), second);
      open.forEach(seat -> seat.moved = false);
      open.removeIf(seat -> finished(seat, scores));
    }
    return scores;
  }

  private void move(List<Seat> seats, Player player) {
    if (seats.isEmpty()) {
      return;
    }
    int[] actions = player.choose(seats.stream().map(seat -> seat.state).toList());
    for (int i = 0; i < actions.length; i++) {
      Seat seat = seats.get(i);
      if (!seat.state.isLegal(actions[i])) {
        throw new IllegalStateException(
            "a player must choose legal moves, player=%s action=%d"
                .formatted(player.name(), actions[i]));
      }
      seat.state.play(actions[i]);
      seat.moved = true;
    }
  }

  private boolean finished(Seat seat, double[][] scores) {
    if (seat.state.isOver()) {
      int outcome = seat.state.outcome();
      int forFirst = seat.side == 0 ? outcome : -outcome;
      scores[seat.pair][seat.side] = (forFirst + 1) / 2.0;
      return true;
    }
    if (maxPlies > 0 && seat.state.ply() >= maxPlies) {
      scores[seat.pair][seat.side] = 0.5;
      return true;
    }
    return false;
  }

  /// Returns the first n openings of this seed: distinct positions while a thousand draws find a
  /// new one.
  List<GameState> openings(int n) {
    List<GameState> openings = new ArrayList<>();
    Set<GameState> seen = new HashSet<>();
    for (int pair = 0; pair < n; pair++) {
      CounterRandom random = CounterRandom.of(seed, pair, 0, Purpose.MATCH);
      GameState opening = randomPosition(random);
      for (int tries = 1; !seen.add(opening) && tries < MAX_OPENING_TRIES; tries++) {
        opening = randomPosition(random);
      }
      openings.add(opening);
    }
    return openings;
  }

  private GameState randomPosition(CounterRandom random) {
    GameState state = game.start();
    short[] actions = new short[openingPlies];
    if (RandomOpening.play(game, state, openingPlies, random, actions) < openingPlies) {
      throw new IllegalArgumentException(
          "random plies must leave a game to play, game=%s plies=%d"
              .formatted(game.name(), openingPlies));
    }
    return state;
  }

  /// One game of a pair: with side 0 the first player is the game's player 0.
  private static final class Seat {
    final int pair;
    final int side;
    final GameState state;
    boolean moved;

    Seat(int pair, int side, GameState state) {
      this.pair = pair;
      this.side = side;
      this.state = state;
    }

    boolean firstPlayerMoves() {
      return state.player() == side;
    }
  }
}
