package dev.alphazero.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of packages in `docs/architecture.md` is what the code imports: a row for each
/// package, its imports in it, and each package below those that import it.
final class OperatorArchitectureTest {
  private static final String ROOT = "dev.alphazero.operator";

  /// Packages that only compute: no client, no network, no clock.
  private static final Set<String> PURE =
      Set.of(
          "owned",
          "gpu",
          "policy",
          "resolve",
          "freeze",
          "autoscale",
          "lifecycle",
          "manifest",
          "status");

  private static final Path PAGE = Path.of("../docs/architecture.md");
  private static final String HEADING = "## The operator";

  private static final JavaClasses OPERATOR =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void theTableSaysWhatIsImported() throws IOException {
    assertThat(lines(imports())).containsExactlyInAnyOrderElementsOf(lines(table()));
  }

  @Test
  void importsGoDownwards() throws IOException {
    Map<String, Set<String>> table = table();
    List<String> rows = List.copyOf(table.keySet());
    Set<String> upwards = new TreeSet<>();
    table.forEach(
        (origin, targets) ->
            targets.stream()
                .filter(target -> rows.indexOf(target) > rows.indexOf(origin))
                .forEach(target -> upwards.add(origin + " imports " + target)));
    assertThat(upwards).isEmpty();
  }

  @Test
  void whatDecidesTouchesNothingOutside() {
    assertThat(
            violations(
                (origin, target) ->
                    PURE.contains(packageOf(origin))
                        && (target.getName().startsWith("java.net.")
                            || target.isEquivalentTo(Clock.class)
                            || target.getSimpleName().endsWith("Client"))))
        .isEmpty();
  }

  @Test
  void onlyTheProcessKnowsItsFramework() {
    assertThat(
            violations(
                (origin, target) ->
                    !packageOf(origin).equals("runtime")
                        && Stream.of("io.quarkus.", "io.smallrye.", "jakarta.", "io.micrometer.")
                            .anyMatch(target.getName()::startsWith)))
        .isEmpty();
  }

  @Test
  void theWorkerIsFarAway() {
    assertThat(
            violations((_, target) -> target.getPackageName().startsWith("dev.alphazero.worker")))
        .isEmpty();
  }

  private static Set<String> violations(BiPredicate<JavaClass, JavaClass> forbidden) {
    Set<String> violations = new TreeSet<>();
    for (JavaClass origin : OPERATOR) {
      for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
        if (forbidden.test(origin, dependency.getTargetClass())) {
          violations.add(dependency.getDescription());
        }
      }
    }
    return violations;
  }

  private static List<String> lines(Map<String, Set<String>> imports) {
    return imports.entrySet().stream()
        .map(row -> row.getKey() + ": " + String.join(", ", row.getValue()))
        .toList();
  }

  private static Map<String, Set<String>> imports() {
    Map<String, Set<String>> imports = new TreeMap<>();
    for (JavaClass origin : OPERATOR) {
      String room = packageOf(origin);
      if (!room.isEmpty()) {
        Set<String> targets = imports.computeIfAbsent(room, _ -> new TreeSet<>());
        origin.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .filter(target -> target.getPackageName().startsWith(ROOT))
            .map(OperatorArchitectureTest::packageOf)
            .filter(target -> !target.equals(room))
            .forEach(targets::add);
      }
    }
    return imports;
  }

  /// Reads the section's first table: package, what it is, imports.
  private static Map<String, Set<String>> table() throws IOException {
    String section = Files.readString(PAGE).split(HEADING, 2)[1].split("`Operator", 2)[0];
    Map<String, Set<String>> table = new LinkedHashMap<>();
    section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|"))
        .forEach(
            cells ->
                table.put(
                    cells[1].replace("`", "").strip(),
                    Pattern.compile(",")
                        .splitAsStream(cells[3])
                        .map(String::strip)
                        .filter(name -> !name.equals("–"))
                        .collect(Collectors.toCollection(TreeSet::new))));
    assertThat(table).as("rows below '%s'", HEADING).isNotEmpty();
    return table;
  }

  /// Returns the first package below the root, empty for the root itself.
  private static String packageOf(JavaClass type) {
    String below = type.getPackageName().substring(ROOT.length());
    return below.isEmpty() ? "" : below.substring(1).split("\\.", -1)[0];
  }
}
