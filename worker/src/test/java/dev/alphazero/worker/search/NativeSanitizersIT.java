package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Thousands of random searches of all games in C++, watched by the sanitizers of addresses, leaks
/// and undefined behaviour. See `src/test/cpp`.
final class NativeSanitizersIT {
  private static final int NO_SANITIZERS = 77;

  private record Run(int exitCode, String output) {}

  @Test
  void nothingIsFound() throws Exception {
    Path program =
        Files.createDirectories(Path.of("target", "cpp-test")).resolve("random_searches");
    Run build = run("sh", "src/test/cpp/build-sanitized", program.toAbsolutePath().toString());
    assumeThat(build.exitCode()).as(build.output()).isNotEqualTo(NO_SANITIZERS);
    assertThat(build.exitCode()).as(build.output()).isZero();
    Run searches = run(program.toAbsolutePath().toString(), "20", "1");
    assertThat(searches.exitCode()).as(searches.output()).isZero();
    assertThat(searches.output()).matches("\\d{5,} searches\\R");
  }

  private static Run run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
