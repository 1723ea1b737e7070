package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a pod's log says when its role cannot run.
final class RoleCommandTest {
  private static final Path EXAMPLES = Path.of("../examples/worker-config");

  @TempDir Path folder;

  @Test
  void aConfigurationMustBeThere() {
    Cli outcome = Cli.run("actor", "--config", "no-such.yaml");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("there is no file no-such.yaml");
    assertThat(Cli.run("actor").err()).contains("--config");
  }

  @Test
  void aConfigurationIsReadStrictly() throws IOException {
    Path file = folder.resolve("worker.yaml");
    String text = Files.readString(EXAMPLES.resolve("inference.yaml"));
    Files.writeString(file, text.replace("minBatchFill: 25", "minBatchFil: 25"));
    Cli outcome = Cli.run("inference", "--config", file.toString());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(file.toString(), "minBatchFil");
  }

  @Test
  void aConfigurationOfAnotherRoleIsRefused() {
    Cli outcome = run("inference", "learner.yaml");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("role must be inference, role=learner");
  }

  @Test
  void aLearnerEvaluatesTooIfBothSaySo() {
    Cli outcome = run("learner", "learner-with-inference.yaml");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("--with-inference");
  }

  @Test
  void missingCertificatesAreNamed() throws IOException {
    Path file = folder.resolve("worker.yaml");
    String text = Files.readString(EXAMPLES.resolve("actor-local-inference.yaml"));
    Files.writeString(
        file, text.replace("tls: /etc/alphazero-tls", "tls: " + folder.resolve("none")));
    Cli outcome = Cli.run("actor", "--config", file.toString());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("alphazero: the certificate folder must hold ca.crt, tls.crt and tls.key");
  }

  private static Cli run(String role, String example) {
    return Cli.run(role, "--config", EXAMPLES.resolve(example).toString());
  }
}
