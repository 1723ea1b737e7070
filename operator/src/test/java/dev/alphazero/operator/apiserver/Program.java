package dev.alphazero.operator.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A process that ends with this JVM, however that ends: a shell kills it when its own input is
/// closed, which the kernel does even for a JVM that was killed.
public final class Program {
  private static final String UNTIL_INPUT_CLOSES =
      """
      exec 3<&0
      "$@" 3<&- &
      { cat <&3 >/dev/null; kill -9 $! 2>/dev/null; } &
      wait %1
      """;

  private final String name;
  private final Path program;
  private final Path log;
  private final Process shell;

  private Program(String name, Path program, Path log, Process shell) {
    this.name = name;
    this.program = program;
    this.log = log;
    this.shell = shell;
  }

  /// Starts a program, whose output is appended to `folder/NAME.log`.
  ///
  /// @param command absolute path and arguments
  static Program start(Path folder, List<String> command) {
    return start(folder, Path.of(command.getFirst()).getFileName().toString(), Map.of(), command);
  }

  /// Starts a program, whose output is appended to `folder/NAME.log`.
  ///
  /// @param environment more variables than this JVM's
  /// @param command absolute path and arguments
  public static Program start(
      Path folder, String name, Map<String, String> environment, List<String> command) {
    Path log = folder.resolve(name + ".log");
    List<String> line = new ArrayList<>(List.of("bash", "-c", UNTIL_INPUT_CLOSES, "bash"));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return new Program(name, Path.of(command.getFirst()), log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Kills the program at once, as a power cut would, and returns when it is gone.
  public void kill() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    exit(Duration.ofSeconds(10));
  }

  /// Asks the program to end, as Kubernetes does: with SIGTERM.
  public void terminate() {
    process().destroy();
  }

  /// Returns the code that the program ends with, 128 + n for signal n.
  public int exit(Duration patience) {
    try {
      if (!shell.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            name + " must end within " + patience.toSeconds() + " s:\n" + lastLines());
      }
      return shell.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ending " + name, e);
    }
  }

  /// Fails with the end of the log if the program has ended by itself.
  public void mustRun() {
    if (!shell.isAlive()) {
      throw new IllegalStateException(
          name + " ended with code " + shell.exitValue() + ":\n" + lastLines());
    }
  }

  /// Returns the lines of its output.
  public List<String> log() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the process of the program itself, below its shell.
  public ProcessHandle process() {
    return shell
        .children()
        .filter(child -> child.info().command().map(Path::of).filter(program::equals).isPresent())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " must run:\n" + lastLines()));
  }

  private String lastLines() {
    List<String> lines = log();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
