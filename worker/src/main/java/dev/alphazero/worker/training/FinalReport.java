package dev.alphazero.worker.training;

import dev.alphazero.worker.arena.MatchResult;
import dev.alphazero.worker.arena.VerificationReport;
import dev.alphazero.worker.arena.VerificationReport.SetReport;
import dev.alphazero.worker.arena.solver.Position;
import dev.alphazero.worker.arena.solver.Positions;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.run.LostGames;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.run.RunRecord;
import dev.alphazero.worker.run.TrainingReport;
import dev.alphazero.worker.run.TrainingReport.State;
import dev.alphazero.worker.run.Versions;
import dev.alphazero.worker.strength.StoppedException;
import dev.alphazero.worker.strength.StrengthMatches;
import dev.alphazero.worker.strength.TrainedNetwork;
import dev.alphazero.worker.strength.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Reports what a run has reached, and verifies the network of one that is complete.
public final class FinalReport {
  private final TrainingPlan plan;
  private final RunRecord record;
  private final RunFolder folder;
  private final TrainingListener listener;
  private final BooleanSupplier stop;

  /// @param stop asked often; a verification that is stopped is left out
  public FinalReport(
      TrainingPlan plan,
      RunRecord record,
      RunFolder folder,
      TrainingListener listener,
      BooleanSupplier stop) {
    this.plan = plan;
    this.record = record;
    this.folder = folder;
    this.listener = listener;
    this.stop = stop;
  }

  /// Returns the report.
  ///
  /// @param lastMatches of the last evaluation
  public TrainingReport of(TrainingRun.Outcome outcome, List<MatchResult> lastMatches) {
    return new TrainingReport(
        TrainingReport.FORMAT_VERSION,
        plan.name(),
        plan.game().name(),
        outcome.reached() == null ? State.STOPPED : State.COMPLETE,
        outcome.reached(),
        plan.seed(),
        outcome.counters().games(),
        outcome.counters().samples(),
        outcome.counters().steps(),
        outcome.counters().seconds(),
        outcome.reached() == null ? null : verify(outcome.network()),
        lastMatches,
        plan.backend().id(),
        record.precisions(),
        outcome.shares().network(),
        outcome.shares().remembered(),
        LostGames.of(folder).orElse(null),
        Versions.ofThisProcess(),
        record.settings());
  }

  private @Nullable VerificationReport verify(TrainedNetwork network) {
    Map<String, List<Position>> sets = Positions.shipped(plan.game());
    if (sets.isEmpty()) {
      return null;
    }
    int simulations = plan.evaluation().simulations();
    List<SetReport> reports = new ArrayList<>();
    try (WorkerThreads threads = new WorkerThreads(plan.threads())) {
      StrengthMatches test = new StrengthMatches(plan.game(), threads, stop);
      sets.forEach(
          (set, positions) ->
              reports.add(Verification.run(network, set, positions, simulations, test, _ -> {})));
    } catch (StoppedException e) {
      listener.note(
          "the verification was stopped; `./alphazero verify %s` does it".formatted(folder.path()));
      return null;
    }
    return VerificationReport.of(plan.game().name(), simulations, reports);
  }
}
