package dev.alphazero.worker.search;

import java.util.Arrays;

/// The schedule of sequential halving (Karnin, Koren, Somekh 2013), as mctx states it: simulation i
/// of the root visits the best of the actions that have `consideredVisits[i]` visits.
final class SequentialHalving {
  private SequentialHalving() {}

  /// Returns the schedule.
  ///
  /// Phases of equal length with m, m/2, … 2 actions; each phase visits each of its actions the
  /// same number of times, at least once. The rest of the simulations goes to the last two.
  ///
  /// @param actions m, the actions that the first phase considers, at least 1
  /// @return `[simulations]`
  static int[] consideredVisits(int actions, int simulations) {
    int[] schedule = new int[simulations];
    if (actions == 1) {
      Arrays.setAll(schedule, i -> i);
      return schedule;
    }
    int phases = 32 - Integer.numberOfLeadingZeros(actions - 1); // log2, rounded up
    int next = 0;
    int visits = 0;
    int considered = actions;
    while (next < simulations) {
      int rounds = Math.max(1, simulations / (phases * considered));
      for (int round = 0; round < rounds && next < simulations; round++) {
        int end = Math.min(simulations, next + considered);
        Arrays.fill(schedule, next, end, visits);
        next = end;
        visits++;
      }
      considered = Math.max(2, considered / 2);
    }
    return schedule;
  }

  /// Keeps one schedule per number of actions, since a group of trees asks for the same ones again
  /// and again.
  static final class Cache {
    private final int[][] schedules;

    Cache(int maxActions) {
      schedules = new int[maxActions + 1][];
      Arrays.fill(schedules, new int[0]);
    }

    int[] consideredVisits(int actions, int simulations) {
      int[] schedule = schedules[actions];
      if (schedule.length != simulations) {
        schedule = SequentialHalving.consideredVisits(actions, simulations);
        schedules[actions] = schedule;
      }
      return schedule;
    }
  }
}
