package dev.alphazero.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which operator package may import which. A new package needs a line here.
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

  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("owned", Set.of()),
          Map.entry("gpu", Set.of()),
          Map.entry("tls", Set.of()),
          Map.entry("policy", Set.of()),
          Map.entry("resolve", Set.of("gpu")),
          Map.entry("freeze", Set.of("resolve", "gpu")),
          Map.entry("observe", Set.of("owned", "gpu", "policy", "resolve", "freeze")),
          Map.entry("autoscale", Set.of("observe")),
          Map.entry("lifecycle", Set.of("observe", "resolve", "freeze")),
          Map.entry(
              "manifest",
              Set.of("owned", "gpu", "observe", "resolve", "freeze", "lifecycle", "tls")),
          Map.entry("apply", Set.of("owned")),
          Map.entry(
              "status",
              Set.of("owned", "policy", "observe", "resolve", "lifecycle", "freeze", "apply")),
          Map.entry("reconcile", allBut("runtime")),
          Map.entry("runtime", allBut()));

  private static final JavaClasses OPERATOR =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void importsFollowTheTable() {
    assertThat(
            violations(
                (origin, target) ->
                    target.getPackageName().startsWith(ROOT)
                        && !packageOf(target).equals(packageOf(origin))
                        && !MAY_IMPORT
                            .getOrDefault(packageOf(origin), Set.of())
                            .contains(packageOf(target))))
        .isEmpty();
  }

  @Test
  void everyPackageHasALineInTheTable() {
    assertThat(
            OPERATOR.stream()
                .map(OperatorArchitectureTest::packageOf)
                .filter(name -> !name.isEmpty())
                .distinct())
        .containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
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

  private static Set<String> allBut(String... names) {
    Set<String> excluded = Set.of(names);
    return Stream.of(
            "owned",
            "gpu",
            "tls",
            "policy",
            "resolve",
            "freeze",
            "observe",
            "autoscale",
            "lifecycle",
            "manifest",
            "apply",
            "status",
            "reconcile",
            "runtime")
        .filter(name -> !excluded.contains(name))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Returns the first package below the root, empty for the root itself.
  private static String packageOf(JavaClass type) {
    String below = type.getPackageName().substring(ROOT.length());
    return below.isEmpty() ? "" : below.substring(1).split("\\.", -1)[0];
  }
}
