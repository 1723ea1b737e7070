package dev.alphazero.worker.cli;

import dev.alphazero.crd.read.TrainingFileException;
import dev.alphazero.worker.learner.DivergedException;
import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.replay.RunFolderException;
import dev.alphazero.worker.run.RunException;
import dev.alphazero.worker.search.BadEvaluationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Prints what failed: in one line where the user can act on it, with the stack trace where it is
/// our mistake.
final class Failures implements IExecutionExceptionHandler {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    return switch (failure) {
      case TrainingFileException e -> say(commandLine, String.valueOf(e.getMessage()), BAD_INPUT);
      case InputException e -> say(commandLine, "alphazero: " + e.getMessage(), BAD_INPUT);
      case RunException e -> say(commandLine, "alphazero: " + e.getMessage(), FAILED);
      case BadEvaluationException e ->
          say(
              commandLine,
              "alphazero: the network cannot be played with: %s Use an older checkpoint of its run."
                  .formatted(e.getMessage()),
              FAILED);
      case DivergedException e -> say(commandLine, "alphazero: " + e.getMessage(), FAILED);
      // Roles: a port that is taken, certificates that are missing.
      case IOException e -> say(commandLine, "alphazero: " + e.getMessage(), FAILED);
      case UncheckedIOException e -> say(commandLine, "alphazero: " + e.getMessage(), FAILED);
      case RunFolderException e -> say(commandLine, "alphazero: " + e.getMessage(), FAILED);
      default -> {
        failure.printStackTrace(commandLine.getErr());
        yield say(
            commandLine,
            "alphazero: failed, see above; this is a mistake in alphazero itself",
            FAILED);
      }
    };
  }

  private static int say(CommandLine commandLine, String message, int exitCode) {
    commandLine.getErr().println(message);
    commandLine.getErr().flush();
    return exitCode;
  }
}
