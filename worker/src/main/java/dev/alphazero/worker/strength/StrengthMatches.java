package dev.alphazero.worker.strength;

import dev.alphazero.worker.arena.Match;
import dev.alphazero.worker.arena.MatchResult;
import dev.alphazero.worker.arena.MatchTally;
import dev.alphazero.worker.arena.Player;
import dev.alphazero.worker.arena.PlayerFactory;
import dev.alphazero.worker.arena.Verifier;
import dev.alphazero.worker.arena.solver.Position;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.machine.WorkerThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/// Matches and verification on all cores: each thread makes players of its own and takes the next
/// part until none is left.
public final class StrengthMatches {
  /// Large enough to keep the batches of a search full, small enough to show progress and to stop
  /// within seconds.
  private static final int POSITIONS_PER_PART = 256;

  private static final int PAIRS_PER_PART = 32;

  private final Game game;
  private final WorkerThreads threads;
  private final BooleanSupplier stop;

  public StrengthMatches(Game game, WorkerThreads threads) {
    this(game, threads, () -> false);
  }

  /// @param stop asked before each choice of moves, from any thread; when it says so, measuring
  ///   ends with a `StoppedException`
  public StrengthMatches(Game game, WorkerThreads threads, BooleanSupplier stop) {
    this.game = game;
    this.threads = threads;
    this.stop = stop;
  }

  /// Returns the positions in which the player's move gives value away, in their order.
  ///
  /// @param judged receives how many more positions were judged, from any thread
  public List<Position> failures(
      PlayerFactory factory, List<Position> positions, IntConsumer judged) {
    int parts = parts(positions.size(), POSITIONS_PER_PART);
    List<List<Position>> failures = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      failures.add(List.of());
    }
    AtomicInteger next = new AtomicInteger();
    threads.all(
        _ -> {
          try (Player player = create(factory, 0)) {
            for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
              List<Position> mine = part(positions, part, parts);
              failures.set(part, Verifier.failures(player, game, mine));
              judged.accept(mine.size());
            }
            return true;
          }
        });
    return failures.stream().flatMap(List::stream).toList();
  }

  /// Plays pairs of games, sides swapped, from distinct random openings.
  ///
  /// @param played receives how many more games were played, from any thread
  public MatchResult match(
      PlayerFactory first,
      PlayerFactory second,
      int pairs,
      Match match,
      long seed,
      IntConsumer played) {
    int perPart = Math.max(1, Math.min(PAIRS_PER_PART, pairs / threads.size()));
    int parts = parts(pairs, perPart);
    List<double[][]> scores = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      scores.add(new double[0][]);
    }
    AtomicInteger next = new AtomicInteger();
    threads.all(
        _ -> {
          for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
            int from = (int) ((long) pairs * part / parts);
            int to = (int) ((long) pairs * (part + 1) / parts);
            try (Player a = create(first, seed + 2L * part);
                Player b = create(second, seed + 2L * part + 1)) {
              scores.set(part, match.play(a, b, from, to - from));
            }
            played.accept(2 * (to - from));
          }
          return true;
        });
    return MatchTally.of(first.name(), second.name(), scores);
  }

  private Player create(PlayerFactory factory, long seed) {
    return new StoppablePlayer(factory.create(seed), stop);
  }

  private static int parts(int items, int perPart) {
    return (items + perPart - 1) / perPart;
  }

  private static <T> List<T> part(List<T> items, int part, int parts) {
    return items.subList(
        (int) ((long) items.size() * part / parts),
        (int) ((long) items.size() * (part + 1) / parts));
  }
}
