package dev.alphazero.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Which worker package may import which. A new package needs a line here.
final class WorkerArchitectureTest {
  private static final String ROOT = "dev.alphazero.worker";

  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("planes", Set.of()),
          Map.entry("random", Set.of()),
          Map.entry("nvml", Set.of()),
          Map.entry("game", Set.of("planes", "random")),
          Map.entry("replay", Set.of("planes", "random")),
          Map.entry("network", Set.of("planes", "random")),
          Map.entry("search", Set.of("game", "planes", "random")),
          Map.entry("inference", Set.of("network", "planes")),
          Map.entry("selfplay", Set.of("game", "search", "replay", "planes", "random")),
          Map.entry("learner", Set.of("replay", "network", "planes", "random")),
          Map.entry("wire", Set.of("search", "replay", "inference", "network")),
          Map.entry("arena", Set.of("game", "search", "planes", "random")),
          Map.entry(
              "role",
              Set.of(
                  "game",
                  "search",
                  "replay",
                  "network",
                  "selfplay",
                  "learner",
                  "inference",
                  "wire",
                  "arena",
                  "planes",
                  "random",
                  "nvml")),
          Map.entry(
              "benchmark",
              Set.of(
                  "game",
                  "search",
                  "replay",
                  "network",
                  "selfplay",
                  "learner",
                  "inference",
                  "planes",
                  "random",
                  "nvml",
                  "role")),
          Map.entry(
              "cli",
              Set.of(
                  "game",
                  "search",
                  "replay",
                  "network",
                  "selfplay",
                  "learner",
                  "inference",
                  "wire",
                  "arena",
                  "planes",
                  "random",
                  "nvml",
                  "role",
                  "benchmark")));

  private static final JavaClasses WORKER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void importsFollowTheTable() {
    Set<String> violations = new TreeSet<>();
    for (JavaClass origin : WORKER) {
      Set<String> allowed = MAY_IMPORT.getOrDefault(packageOf(origin), Set.of());
      for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        if (target.getPackageName().startsWith(ROOT)
            && !packageOf(target).equals(packageOf(origin))
            && !allowed.contains(packageOf(target))) {
          violations.add(dependency.getDescription());
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void everyPackageHasALineInTheTable() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : WORKER) {
      packages.add(packageOf(type));
    }
    assertThat(MAY_IMPORT.keySet()).containsAll(packages);
  }

  @Test
  void onlyRoleAndCliKnowTheTrainingFile() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..worker.role..", "..worker.cli..")
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

  /// First package segment below the root, for example `search`.
  private static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.length() <= ROOT.length()
        ? ""
        : name.substring(ROOT.length() + 1).split("\\.", 2)[0];
  }
}
