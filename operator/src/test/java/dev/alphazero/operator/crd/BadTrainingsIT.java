package dev.alphazero.operator.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.schema.CrossFieldRules;
import dev.alphazero.crd.schema.Rule;
import dev.alphazero.operator.apiserver.ApiServer;
import dev.alphazero.operator.apiserver.Kubectl;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// `kubectl` refuses what `./alphazero train` refuses, for the same reason; one table drives both.
final class BadTrainingsIT {
  private static final Path TABLE =
      Path.of("..", "crds", "src", "test", "resources", "bad-trainings.yaml");
  private static final Path EXAMPLES = Path.of("..", "examples");

  /// `bad.yaml:7: spec.search.cPuct: must be in (0, 10], cPuct=0`.
  private static final Pattern PROBLEM =
      Pattern.compile("bad\\.yaml:\\d+: (?<path>[^ ]+): (?<rule>.*)");

  private static final ApiServer SERVER = ApiServer.shared();

  /// @param kubectl what it says where it does not name the path of each problem
  private record Case(
      String name,
      String refusedBy,
      String file,
      List<String> problems,
      @Nullable String kubectl) {}

  private static String namespace = "";

  @BeforeAll
  static void prepare() {
    SERVER.installCrds();
    namespace = SERVER.namespace();
  }

  @TestFactory
  Stream<DynamicTest> everyBadFileIsRefusedForTheSameReason() {
    return cases()
        .filter(bad -> !bad.refusedBy.equals("local"))
        .map(bad -> DynamicTest.dynamicTest(bad.name, () -> isRefused(bad)));
  }

  @TestFactory
  Stream<DynamicTest> whatOnlyTheLocalReaderRefusesIsAccepted() {
    return cases()
        .filter(bad -> bad.refusedBy.equals("local"))
        .map(bad -> DynamicTest.dynamicTest(bad.name, () -> isAccepted(bad.file)));
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsAccepted() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> isOurs(text(file)))
          .sorted()
          .toList()
          .stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      EXAMPLES.relativize(file).toString(),
                      () -> isAccepted(inAnyNamespace(ourDocuments(text(file))))));
    }
  }

  private static boolean isOurs(String document) {
    return ("\n" + document).contains("\napiVersion: " + AlphaZeroTraining.GROUP + "/");
  }

  /// The kinds of KEDA and Kueue are not installed.
  private static String ourDocuments(String file) {
    return Stream.of(file.split("(?m)^---\n", -1))
        .filter(BadTrainingsIT::isOurs)
        .collect(Collectors.joining("---\n"));
  }

  private static String inAnyNamespace(String file) {
    return file.replaceAll("(?m)^  namespace: .*\n", "");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void isAccepted(String file) {
    Kubectl.Outcome outcome = create(file);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
  }

  private static void isRefused(Case bad) {
    Kubectl.Outcome outcome = create(bad.file);
    assertThat(outcome.exit()).as(outcome.out()).isNotZero();
    if (bad.kubectl != null) {
      assertThat(outcome.err()).contains(bad.kubectl);
      return;
    }
    for (String problem : bad.problems) {
      Matcher parts = PROBLEM.matcher(problem);
      assertThat(parts.matches()).as(problem).isTrue();
      assertThat(outcome.err()).contains(expected(parts.group("path"), parts.group("rule")));
    }
  }

  /// What the API server must say of a problem: the name of an unknown field; the message of a rule
  /// across fields; else the path, as the words for types and ranges are its own.
  private static String expected(String path, String rule) {
    return CrossFieldRules.ALL.stream()
        .map(Rule::message)
        .filter(rule::startsWith)
        .findFirst()
        .orElse(rule.startsWith("unknown field") ? "unknown field \"" + path + "\"" : path + ":");
  }

  private static Kubectl.Outcome create(String file) {
    return SERVER.kubectl(file, "-n", namespace, "create", "--dry-run=server", "-f", "-");
  }

  private static Stream<Case> cases() {
    return Stream.of(Serialization.unmarshal(text(TABLE), Case[].class));
  }
}
