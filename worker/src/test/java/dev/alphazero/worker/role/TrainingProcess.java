package dev.alphazero.worker.role;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The real command, `alphazero train …`, in a process of its own.
///
/// Waiting is by what is observed; the bound only keeps a broken build from hanging.
final class TrainingProcess implements AutoCloseable {
  private static final long BOUND_SECONDS = 120;

  /// How often the observer looks.
  private static final long POLL_MILLIS = 1;

  private final Process process;
  private final Path output;

  private TrainingProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// Starts the command.
  ///
  /// @param output receives both of its streams
  /// @param prefix what starts it, for example a shell with limits
  static TrainingProcess start(Path output, List<String> prefix, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    // A test started in the background may have SIGINT ignored, and children inherit that.
    command.addAll(List.of("env", "--default-signal=INT,TERM"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", // starts faster
            "-XX:ActiveProcessorCount=2", // the same lockstep generations on every machine
            "-cp",
            System.getProperty("java.class.path"),
            "dev.alphazero.worker.cli.AlphaZero",
            "train"));
    command.addAll(arguments);
    try {
      return new TrainingProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start(),
          output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /// Waits until something is seen.
  ///
  /// @throws AssertionError if the process ends before, or if it takes forever
  void await(String what, BooleanSupplier seen) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
    while (!seen.getAsBoolean()) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("ended before: " + what + "\n" + output());
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not seen: " + what + "\n" + output());
      }
    }
  }

  void awaitOutput(String text) throws InterruptedException {
    await("output of " + text, () -> output().contains(text));
  }

  /// Ends it with SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Sends a signal, for example `INT`.
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
  }

  /// Waits for its end and returns its exit code.
  int exitCode() throws InterruptedException {
    if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running\n" + output());
    }
    return process.exitValue();
  }

  /// Returns what it has written so far.
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
