package dev.alphazero.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of packages in `docs/architecture.md` is what the code imports: a row for each
/// package, its imports in it, and each package below those that import it.
final class WorkerArchitectureTest {
  private static final String ROOT = "dev.alphazero.worker";

  private static final Path PAGE = Path.of("../docs/architecture.md");
  private static final String HEADING = "## Packages of the worker, bottom up";

  /// No row: main class and test support only.
  private static final String NO_PACKAGE = "";

  private static final int MOST_FILES = 30;

  private static final JavaClasses WORKER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void theTableSaysWhatIsImported() throws IOException {
    assertThat(lines(imports())).containsExactlyInAnyOrderElementsOf(lines(table()));
  }

  @Test
  void importsGoDownwards() throws IOException {
    List<String> rows = List.copyOf(table().keySet());
    Set<String> upwards = new TreeSet<>();
    table()
        .forEach(
            (origin, targets) ->
                targets.stream()
                    .filter(target -> rows.indexOf(target) > rows.indexOf(origin))
                    .filter(target -> !target.startsWith(origin + ".")) // its own rooms
                    .forEach(target -> upwards.add(origin + " imports " + target)));
    assertThat(upwards).isEmpty();
  }

  @Test
  void aFolderIsOneIdea() throws IOException {
    Map<String, Integer> large = new TreeMap<>();
    for (String room : table().keySet()) {
      Path folder = Path.of("src/main/java", (ROOT + "." + room).split("\\."));
      try (Stream<Path> files = Files.list(folder)) {
        int count = (int) files.filter(Files::isRegularFile).count();
        if (count > MOST_FILES) {
          large.put(room, count);
        }
      }
    }
    assertThat(large).as("folders of more than %d files", MOST_FILES).isEmpty();
  }

  @Test
  void onlyWhoMakesPlansKnowsTheTrainingFile() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "..worker.plan..",
            "..worker.machine..",
            "..worker.run..",
            "..worker.strength..",
            "..worker.training..",
            "..worker.pod..",
            "..worker.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.alphazero.crd..")
        .check(WORKER);
  }

  @Test
  void onlyTheEnginePackageKnowsDjl() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..worker.network.djl..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(WORKER);
  }

  @Test
  void onlyWireKnowsGrpcAndProtobuf() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..worker.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "dev.alphazero.protocol..")
        .check(WORKER);
  }

  private static List<String> lines(Map<String, Set<String>> imports) {
    return imports.entrySet().stream()
        .map(row -> row.getKey() + ": " + String.join(", ", row.getValue()))
        .toList();
  }

  private static Map<String, Set<String>> imports() {
    Map<String, Set<String>> imports = new TreeMap<>();
    for (JavaClass origin : WORKER) {
      String room = room(origin);
      if (!room.equals(NO_PACKAGE)) {
        Set<String> targets = imports.computeIfAbsent(room, _ -> new TreeSet<>());
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass();
          if (target.getPackageName().startsWith(ROOT) && !room(target).equals(room)) {
            targets.add(room(target));
          }
        }
      }
    }
    return imports;
  }

  /// Reads the table: package, what it is, imports.
  private static Map<String, Set<String>> table() throws IOException {
    String section = Files.readString(PAGE).split(HEADING, 2)[1].split("\n## ", 2)[0];
    Map<String, Set<String>> table = new LinkedHashMap<>();
    section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|"))
        .forEach(cells -> table.put(cells[1].replace("`", "").strip(), names(cells[3])));
    assertThat(table).as("rows below '%s'", HEADING).isNotEmpty();
    return table;
  }

  private static Set<String> names(String cell) {
    Set<String> names = new TreeSet<>();
    Arrays.stream(cell.split(","))
        .map(String::strip)
        .filter(name -> !name.equals("–"))
        .forEach(names::add);
    return names;
  }

  /// The package below the root, for example `network.djl`.
  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.length() <= ROOT.length() ? NO_PACKAGE : name.substring(ROOT.length() + 1);
  }
}
