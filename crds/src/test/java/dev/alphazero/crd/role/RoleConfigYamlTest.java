package dev.alphazero.crd.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The files that the operator renders, read as strictly as the roles read theirs.
final class RoleConfigYamlTest {
  private static final Path EXAMPLES = Path.of("..", "examples", "worker-config");

  @TestFactory
  Stream<DynamicTest> everyExampleIsReadAndWrittenAsItIs() throws IOException {
    return examples().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      String text = Files.readString(file);
                      RoleConfig config = RoleConfigYaml.read(file.toString(), text);
                      assertThat(file.getFileName().toString()).contains(config.role().text());
                      assertThat(RoleConfigYaml.write(config)).isEqualTo(text);
                    }));
  }

  @Test
  void thereIsOnePerRoleAndWayToRunIt() throws IOException {
    assertThat(examples())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "actor-local-inference.yaml",
            "actor.yaml",
            "inference.yaml",
            "learner-with-inference.yaml",
            "learner.yaml");
  }

  @ParameterizedTest(name = "{1} instead of {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version: 1                 | version: 2                | version must be 1, version=2",
        "version: 1                 | # version: 1              | version must be 1, version=null",
        "role: actor                | role: spectator           | role must be one of actor, inference, learner, role=spectator",
        "role: actor                | role: learner             | learner.yaml: ",
        "simulations: 32            | simulations: 32\\n  more: 1 | search.more: ",
        "simulations: 32            | simulations: many         | search.simulations: ",
        "simulations: 32            | simulations: 3.5          | search.simulations: ",
        "simulations: 32            | simulations: ''           | search.simulations: ",
        "simulations: 32            | simulations:              | search.simulations: ",
        "simulations: 32            | # simulations: 32         | search.simulations: ",
        "algorithm: gumbel          | algorithm: 1              | search.algorithm: ",
        "algorithm: gumbel          | algorithm: alpha-beta     | search.algorithm: ",
        "name: c4                   | name: 4                   | training.name: ",
        "name: c4                   | name: null                | training.name: ",
        "http: 8080                 | http: 80800               | must be in [1, 65535], http=80800",
        "threads: 2                 | threads: 0                | threads must be at least 1, threads=0",
        "device: cpu                | device: cpu, seed         | device: ",
        "seed: 0                    | seed: 0\\nseed: 1         | found duplicate key seed",
        "placement: shared          | placement: actor          | placement=ACTOR",
        "tls: /etc/alphazero-tls    | tls: [/etc/alphazero-tls] | tls: "
      })
  void aDamagedFileIsRefusedWithItsNameAndItsField(String good, String bad, String problem)
      throws IOException {
    String text = Files.readString(EXAMPLES.resolve("actor.yaml"));
    String damaged = text.replace(good, bad.replace("\\n", "\n"));
    assertThat(damaged).isNotEqualTo(text);
    assertThatThrownBy(() -> RoleConfigYaml.read("learner.yaml", damaged))
        .isInstanceOf(RoleConfigException.class)
        .hasMessageStartingWith("learner.yaml: ")
        .hasMessageContaining(problem);
  }

  @Test
  void whatIsNoObjectIsRefused() {
    for (String text : List.of("", "42", "- version: 1", "{", "version: 1\n---\nversion: 1")) {
      assertThatThrownBy(() -> RoleConfigYaml.read("worker.yaml", text))
          .isInstanceOf(RoleConfigException.class)
          .hasMessageStartingWith("worker.yaml: must be ");
    }
  }

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> !file.endsWith(LimitsYaml.FILE)).sorted().toList();
    }
  }
}
