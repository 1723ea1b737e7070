package dev.alphazero.worker.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Turns what is wrong with an argument into exit code 2.
final class Inputs {
  private Inputs() {}

  /// Reads a file.
  @FunctionalInterface
  interface FileReader<T> {
    T read() throws IOException;
  }

  static void check(CommandSpec spec, boolean holds, String rule) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), rule);
    }
  }

  static void checkSimulations(CommandSpec spec, int simulations) {
    check(
        spec,
        simulations >= 1 && simulations <= 100_000,
        "--simulations must be in [1, 100000], --simulations=" + simulations);
  }

  /// Returns what the reader reads; its `IllegalArgumentException` is the user's mistake.
  static <T> T read(CommandSpec spec, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /// Returns what the reader reads from a file that the user named.
  static <T> T readFile(CommandSpec spec, Path file, FileReader<T> reader) {
    try {
      return reader.read();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new ParameterException(spec.commandLine(), "there is no file " + file, e);
    } catch (CharacterCodingException e) {
      throw new ParameterException(spec.commandLine(), file + " must be UTF-8 text", e);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }
}
