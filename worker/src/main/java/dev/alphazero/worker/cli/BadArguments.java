package dev.alphazero.worker.cli;

import dev.alphazero.crd.read.Nearest;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Prints what is wrong with the arguments, what was perhaps meant, and where help is; the whole
/// help would hide it.
final class BadArguments implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException bad, String[] args) {
    CommandLine command = bad.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("alphazero: " + message(bad));
    err.println("`./%s --help` says more.".formatted(command.getCommandSpec().qualifiedName()));
    err.flush();
    return ExitCode.USAGE;
  }

  private static String message(ParameterException bad) {
    if (!(bad instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(bad.getMessage());
    }
    CommandLine command = bad.getCommandLine();
    String first = unmatched.getUnmatched().getFirst();
    if (first.startsWith("-")) {
      int equals = first.indexOf('=');
      String name = equals < 0 ? first : first.substring(0, equals);
      return "there is no option %s; %s"
          .formatted(name, Nearest.hint(name, command.getCommandSpec().optionsMap().keySet()));
    }
    if (command.getSubcommands().isEmpty()) {
      return "there is one argument too many, argument=" + first;
    }
    return "there is no command %s; %s"
        .formatted(first, Nearest.hint(first, command.getSubcommands().keySet()));
  }
}
