package dev.alphazero.worker.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The `alphazero` command line. Exit codes: 0 done, 1 failed, 2 bad input: also a run or file that
/// is not there.
@Command(
    name = "alphazero",
    description =
        "Trains game-playing networks as AlphaZero does, on one machine or as a pod of a cluster.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 bad input.",
      "A first try: ./alphazero train examples/tictactoe.yaml"
    },
    subcommands = {
      TrainCommand.class,
      RunsCommand.class,
      GamesCommand.class,
      PlayCommand.class,
      VerifyCommand.class,
      MatchCommand.class,
      ExportCommand.class,
      PackCommand.class,
      ProfilesCommand.class,
      BenchmarkCommand.class,
      DeviceCommand.class,
      PerftCommand.class,
      LearnerCommand.class,
      InferenceCommand.class,
      ActorCommand.class,
      CommandLine.HelpCommand.class
    })
public final class AlphaZero implements Callable<Integer> {
  @Spec CommandSpec spec;

  private AlphaZero() {}

  /// Without a command, prints which there are.
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  public static void main(String[] args) {
    // Figures look the same on every machine.
    Locale.setDefault(Locale.ROOT);
    String charset = System.getProperty("sun.jnu.encoding", "");
    UnreadableArguments.of(args, charset)
        .ifPresent(
            said -> {
              System.err.println("alphazero: " + said);
              System.exit(ExitCode.USAGE);
            });
    System.exit(commandLine().execute(args));
  }

  /// Returns the command line; tests give it other writers.
  static CommandLine commandLine() {
    return new CommandLine(new AlphaZero())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new BadArguments())
        .setExecutionExceptionHandler(new Failures())
        .setUsageHelpLongOptionsMaxWidth(30)
        .setUsageHelpWidth(110);
  }
}
