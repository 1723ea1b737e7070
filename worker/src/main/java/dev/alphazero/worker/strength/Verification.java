package dev.alphazero.worker.strength;

import dev.alphazero.worker.arena.VerificationReport.SetReport;
import dev.alphazero.worker.arena.solver.Position;
import dev.alphazero.worker.machine.WorkerThreads;
import java.util.List;
import java.util.function.IntConsumer;

/// Verifies a network on positions of known value: raw policy, trained search, untrained search.
public final class Verification {
  private Verification() {}

  /// @param judged receives how many more moves were judged, from any thread; in all three per
  ///   position
  public static SetReport run(
      TrainedNetwork network,
      String set,
      List<Position> positions,
      int simulations,
      WorkerThreads threads,
      IntConsumer judged) {
    return run(
        network, set, positions, simulations, new StrengthMatches(network.game(), threads), judged);
  }

  /// @param test of the network's game; when it is stopped, this is
  public static SetReport run(
      TrainedNetwork network,
      String set,
      List<Position> positions,
      int simulations,
      StrengthMatches test,
      IntConsumer judged) {
    return new SetReport(
        set,
        positions.size(),
        test.failures(network.searching(simulations), positions, judged).size(),
        test.failures(network.policy(), positions, judged).size(),
        test.failures(network.untrained(simulations), positions, judged).size());
  }
}
