package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.search.BadEvaluationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class FailuresTest {
  @Test
  void outputsThatAreNoNumbersAreOneLine() {
    StringWriter err = new StringWriter();
    CommandLine commandLine = AlphaZero.commandLine().setErr(new PrintWriter(err));
    int exitCode =
        new Failures()
            .handleExecutionException(
                new BadEvaluationException(
                    "values must be in [-1, 1], value=NaN; has the training diverged?"),
                commandLine,
                commandLine.parseArgs());
    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "alphazero: the network cannot be played with: values must be in [-1, 1], value=NaN; has the training"
                + " diverged? Use an older checkpoint of its run.");
  }
}
