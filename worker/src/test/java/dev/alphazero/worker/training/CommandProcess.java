package dev.alphazero.worker.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The real command, `alphazero …`, in a process of its own.
///
/// Waiting is by what is observed; the bound only keeps a broken build from hanging.
public final class CommandProcess implements AutoCloseable {
  private static final long BOUND_SECONDS = 120;

  /// How often the observer looks.
  private static final long POLL_MILLIS = 1;

  private final Process process;
  private final Path output;

  private CommandProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// Starts the command.
  ///
  /// @param output receives both of its streams
  /// @param prefix what starts it, for example a shell with limits
  public static CommandProcess start(Path output, List<String> prefix, List<String> arguments) {
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
            "dev.alphazero.worker.cli.AlphaZero"));
    command.addAll(arguments);
    try {
      return new CommandProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start(),
          output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /// Waits until something is seen.
  ///
  /// @throws AssertionError if the process ends before, or if it takes forever
  public void await(String what, BooleanSupplier seen) throws InterruptedException {
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

  public void awaitOutput(String text) throws InterruptedException {
    await("output of " + text, () -> output().contains(text));
  }

  /// Ends it with SIGKILL.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Returns whether it has not ended.
  public boolean isAlive() {
    return process.isAlive();
  }

  /// Sends a signal, for example `INT`.
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
  }

  /// Waits for its end and returns its exit code.
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running\n" + output());
    }
    return process.exitValue();
  }

  /// Returns what it has written so far.
  public String output() {
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
