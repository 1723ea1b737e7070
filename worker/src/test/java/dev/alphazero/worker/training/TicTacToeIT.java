package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.read.Flag;
import dev.alphazero.crd.read.TrainingFile;
import dev.alphazero.crd.read.TrainingReader;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.resolve.Resolved;
import dev.alphazero.crd.resolve.Resolver;
import dev.alphazero.worker.arena.VerificationReport;
import dev.alphazero.worker.arena.VerificationReport.SetReport;
import dev.alphazero.worker.arena.solver.Position;
import dev.alphazero.worker.arena.solver.Positions;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import dev.alphazero.worker.machine.HardwareProbe;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.run.TrainingReport;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.strength.NetworkFiles;
import dev.alphazero.worker.strength.TrainedNetwork;
import dev.alphazero.worker.strength.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trains the example from nothing until no move of the search gives value away. One seed;
/// `bench/tictactoe-seeds` does ten.
final class TicTacToeIT {
  private static final Path EXAMPLE = Path.of("..", "examples", "tictactoe.yaml");
  private static final int SIMULATIONS = 64;

  /// Of 4,520 positions. Search alone, without a trained network, errs in more than these.
  private static final int MANY = 100;

  @TempDir Path folder;

  @Test
  void isLearnedToPerfection() {
    // Training ends by what is checked here.
    Flag simulations = Flag.set("evaluation.simulations=" + SIMULATIONS);
    TrainingFile file = TrainingReader.read(EXAMPLE, List.of(simulations));
    HardwareProbe.Found machine = HardwareProbe.look();
    Resolved resolved = Resolver.resolve(file, machine.hardware(), Profiles.builtIn());
    RunFolder run = new RunFolder(folder);
    TrainingReport report =
        new LocalTraining(
                file.name(), resolved, machine, run, false, QuickTraining.SILENT, () -> false)
            .run();
    System.out.printf(
        "TicTacToeIT: %,d games, %,d steps, %.0f s%n",
        report.games(), report.steps(), report.seconds());
    requireComplete(report);
    assertThat(TrainingReport.read(run)).contains(report);

    TrainedNetwork network = NetworkFiles.load(folder.toString());
    List<Position> all =
        Objects.requireNonNull(Positions.shipped(network.game()).get("all"), "tic-tac-toe has it");
    assertThat(all).hasSize(4520);
    try (WorkerThreads threads = WorkerThreads.onePerCore()) {
      SetReport judged = Verification.run(network, "all", all, SIMULATIONS, threads, _ -> {});
      assertThat(judged.untrainedErrors()).isGreaterThan(MANY);
      assertThat(judged.errors()).isZero();
    }
  }

  private static void requireComplete(TrainingReport report) {
    assertThat(report.state()).isEqualTo(TrainingReport.State.COMPLETE);
    assertThat(report.game()).isEqualTo("tic-tac-toe");
    assertThat(report.name()).isEqualTo("tic-tac-toe");
    assertThat(report.games()).isPositive().isLessThan(100_000);
    assertThat(report.samples()).isGreaterThan(report.games());
    assertThat(report.steps()).isPositive();
    assertThat(report.seconds()).isPositive();
    assertThat(report.backend())
        .isEqualTo(SearchBackend.choose(SearchBackend.AUTO, new TicTacToe()).backend().id());
    assertThat(report.settings().at("/game/name").asText()).isEqualTo("tic-tac-toe");
    VerificationReport verification = Objects.requireNonNull(report.verification());
    assertThat(verification.positions()).isEqualTo(4520);
    assertThat(verification.simulations()).isEqualTo(SIMULATIONS);
    assertThat(verification.errors()).isZero();
    assertThat(verification.errorRate()).isZero();
    assertThat(verification.untrainedErrors()).isGreaterThan(MANY);
    assertThat(verification.policyErrors()).isLessThan(verification.untrainedErrors());
    assertThat(report.matches()).extracting("second").contains("random");
  }
}
