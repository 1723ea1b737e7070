package dev.alphazero.worker.cli;

import dev.alphazero.crd.read.TrainingFile;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.resolve.Resolved;
import dev.alphazero.crd.resolve.Resolver;
import dev.alphazero.worker.cli.text.Json;
import dev.alphazero.worker.cli.text.ProgressPrinter;
import dev.alphazero.worker.cli.text.Terminal;
import dev.alphazero.worker.cli.text.TrainingSummary;
import dev.alphazero.worker.machine.HardwareProbe;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.run.TrainingReport;
import dev.alphazero.worker.training.LocalTraining;
import dev.alphazero.worker.training.TrainingStart;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    description = {
      "Trains a network as a training file says, or goes on with its run.",
      "Ctrl-C stops it with a checkpoint; the same command goes on."
    })
final class TrainCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "for example examples/tictactoe.yaml")
  Path file = Path.of("");

  @Mixin Overrides overrides = new Overrides();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "the run's folder (default: runs/NAME)")
  @Nullable Path output;

  @Option(
      names = "--deterministic",
      description =
          "repeat bit for bit on this machine: lockstep generations, no trigger by the clock")
  boolean deterministic;

  @Option(
      names = "--from",
      paramLabel = "RUN|CHECKPOINT",
      description = "begin a run with another's weights, of the same game and network")
  @Nullable String from;

  @Option(
      names = "--accept-lost-games",
      description =
          "go on though games of the log are damaged or gone: from the newest checkpoint, with those that are left")
  boolean acceptLostGames;

  @Mixin FormatOption format = new FormatOption();
  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    ProgressPrinter printer =
        new ProgressPrinter(
            format.isJson() ? spec.commandLine().getErr() : spec.commandLine().getOut(),
            Terminal.isInteractive(),
            System::nanoTime);
    TrainingFile training =
        TrainingFiles.read(file, overrides.flags(), spec.commandLine().getErr());
    HardwareProbe.Found machine = HardwareProbe.look();
    Resolved resolved = Resolver.resolve(training, machine.hardware(), Profiles.builtIn());
    RunFolder folder = new RunFolder(output == null ? Path.of("runs", training.name()) : output);
    try (StopSignals stop = StopSignals.install()) {
      TrainingReport report =
          new LocalTraining(
                  training.name(), resolved, machine, folder, deterministic, printer, stop)
              .run(new TrainingStart(acceptLostGames, from));
      printer.endLine();
      print(folder, report);
    }
    return 0;
  }

  private void print(RunFolder folder, TrainingReport report) {
    if (format.isJson()) {
      Json.print(spec, report);
    } else {
      spec.commandLine().getOut().println(TrainingSummary.of(folder, report, again()));
      spec.commandLine().getOut().flush();
    }
  }

  /// Returns this command as it was typed, to be typed again.
  private String again() {
    return spec.root().commandLine().getParseResult().originalArgs().stream()
        .map(TrainCommand::quoted)
        .collect(Collectors.joining(" ", "./alphazero ", ""));
  }

  /// Returns an argument as a POSIX shell wants it.
  private static String quoted(String argument) {
    return argument.matches("[\\w./:=,@%+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
