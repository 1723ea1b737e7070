package dev.alphazero.worker.cli;

import dev.alphazero.worker.arena.VerificationReport;
import dev.alphazero.worker.arena.VerificationReport.SetReport;
import dev.alphazero.worker.arena.solver.Position;
import dev.alphazero.worker.arena.solver.PositionSolver;
import dev.alphazero.worker.arena.solver.Positions;
import dev.alphazero.worker.cli.text.Json;
import dev.alphazero.worker.cli.text.ProgressLine;
import dev.alphazero.worker.cli.text.VerificationTable;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.strength.NetworkFiles;
import dev.alphazero.worker.strength.TrainedNetwork;
import dev.alphazero.worker.strength.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = {
      "Counts a network's moves that give value away, in positions whose true values are known.",
      "Three rows: the raw policy, the trained search, and the same search with the untrained network."
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "a run's folder or name, or a checkpoint file")
  String run = "";

  @Option(
      names = "--positions",
      paramLabel = "FILE",
      description =
          "positions, a line each: moves [score] [outcomes]; missing outcomes are solved, for tic-tac-toe and Connect Four. Default: all that come with the game; other games have none.")
  @Nullable Path positions;

  @Option(
      names = "--simulations",
      paramLabel = "N",
      description = "simulations per move (default: ${DEFAULT-VALUE})")
  int simulations = 64;

  @Mixin FormatOption format = new FormatOption();
  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Inputs.checkSimulations(spec, simulations);
    TrainedNetwork network = NetworkFiles.load(run);
    List<SetReport> reports = new ArrayList<>();
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
    try (WorkerThreads threads = WorkerThreads.onePerCore()) {
      for (Map.Entry<String, List<Position>> set : sets(network).entrySet()) {
        reports.add(verify(network, set.getKey(), set.getValue(), threads, progress));
        progress.end();
        if (!format.isJson()) {
          spec.commandLine().getOut().println(VerificationTable.of(reports.getLast(), simulations));
          spec.commandLine().getOut().flush();
        }
      }
    }
    if (format.isJson()) {
      Json.print(spec, VerificationReport.of(network.game().name(), simulations, reports));
    }
    return 0;
  }

  private SetReport verify(
      TrainedNetwork network,
      String set,
      List<Position> positions,
      WorkerThreads threads,
      ProgressLine progress) {
    AtomicInteger judged = new AtomicInteger();
    return Verification.run(
        network,
        set,
        positions,
        simulations,
        threads,
        more ->
            progress.show(
                "%s: %,d of %,d moves", set, judged.addAndGet(more), 3 * positions.size()));
  }

  private Map<String, List<Position>> sets(TrainedNetwork network) throws IOException {
    Path file = positions;
    if (file == null) {
      Map<String, List<Position>> shipped = Positions.shipped(network.game());
      Inputs.check(
          spec,
          !shipped.isEmpty(),
          "verify needs positions of known value, and none come with %s; name a file of them with --positions, or measure the strength in games: alphazero match %s mcts:400"
              .formatted(network.game().name(), run));
      return shipped;
    }
    List<Position> read = Inputs.readFile(spec, file, () -> Positions.read(network.game(), file));
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
    List<Position> solved =
        Inputs.read(
            spec,
            () ->
                PositionSolver.solve(
                    network.game(),
                    read,
                    (done, missing) ->
                        progress.show("solved %,d of %,d positions", done, missing)));
    progress.end();
    Map<String, List<Position>> sets = new LinkedHashMap<>();
    sets.put(String.valueOf(file.getFileName()), solved);
    return sets;
  }
}
