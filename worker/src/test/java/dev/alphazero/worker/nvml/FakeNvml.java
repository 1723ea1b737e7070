package dev.alphazero.worker.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The fake driver of `src/test/cpp/fake_nvml.cpp`: an H200 that works and a T4 that idles.
public final class FakeNvml {
  private static final int NO_COMPILER = 77;

  private FakeNvml() {}

  /// Compiles it; ends the test as left out where there is no compiler.
  ///
  /// @param definitions for the compiler, as in `-DUTILIZATION=3`
  /// @return path of a library of its own, so that its state is too
  public static String library(String... definitions) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "nvml-test")).toAbsolutePath();
    Path library = Files.createTempFile(folder, "libfake-nvml", ".so");
    List<String> command =
        new ArrayList<>(List.of("sh", "src/test/cpp/build-fake-nvml", library.toString()));
    command.addAll(List.of(definitions));
    Process build = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = build.waitFor();
    assumeThat(exitCode).as(output).isNotEqualTo(NO_COMPILER);
    assertThat(exitCode).as(output).isZero();
    return library.toString();
  }

  /// Opens it as the worker opens the driver's.
  public static Nvml open(String... definitions) throws IOException, InterruptedException {
    Opening opening = Nvml.open(library(definitions));
    assertThat(opening).isInstanceOf(Nvml.class);
    return (Nvml) opening;
  }
}
