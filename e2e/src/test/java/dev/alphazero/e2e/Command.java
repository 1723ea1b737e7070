package dev.alphazero.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/// A program on this machine, run to its end in the repository's root.
final class Command {
  /// Root of the repository.
  static final Path ROOT = root();

  private static final long DEADLINE_MINUTES = 5;

  private Command() {}

  /// What a program said. `out` has standard output and standard error.
  record Outcome(int exit, String out) {}

  /// Runs and returns what it said; fails the test unless it ends with 0.
  static String run(String... command) {
    Outcome outcome = attempt(command);
    Assertions.assertThat(outcome.exit())
        .as("%s: %s", String.join(" ", command), outcome.out())
        .isZero();
    return outcome.out();
  }

  /// Runs, whatever comes of it.
  static Outcome attempt(String... command) {
    return attempt("", List.of(command));
  }

  /// The same with something to read on standard input.
  static Outcome attempt(String input, List<String> command) {
    try {
      Path out = Files.createTempFile("e2e", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try (var in = process.getOutputStream()) {
          in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError(
              String.join(" ", command) + " did not end: " + Files.readString(out));
        }
        return new Outcome(process.exitValue(), Files.readString(out));
      } finally {
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("run the tests inside the repository");
      }
      folder = parent;
    }
    return folder;
  }
}
