package dev.alphazero.crd;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Texts and schemas at the bottom, the roles' configuration at the top.
final class CrdsArchitectureTest {
  private static final int MOST_FILES = 30;

  @Test
  void packagesAreInLayers() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("text")
        .definedBy("dev.alphazero.crd.text")
        .layer("schema")
        .definedBy("dev.alphazero.crd.schema")
        .layer("json")
        .definedBy("dev.alphazero.crd.json")
        .layer("pod")
        .definedBy("dev.alphazero.crd.pod")
        .layer("records")
        .definedBy("dev.alphazero.crd")
        .layer("condition")
        .definedBy("dev.alphazero.crd.condition")
        .layer("read")
        .definedBy("dev.alphazero.crd.read")
        .layer("resolve")
        .definedBy("dev.alphazero.crd.resolve")
        .layer("progress")
        .definedBy("dev.alphazero.crd.progress")
        .layer("role")
        .definedBy("dev.alphazero.crd.role")
        .whereLayer("role")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("progress")
        .mayOnlyBeAccessedByLayers("role")
        .whereLayer("resolve")
        .mayOnlyBeAccessedByLayers("progress", "role")
        .whereLayer("read")
        .mayOnlyBeAccessedByLayers("resolve")
        .whereLayer("records")
        .mayOnlyBeAccessedByLayers("read", "resolve", "role")
        .whereLayer("condition")
        .mayOnlyBeAccessedByLayers("records")
        .whereLayer("pod")
        .mayOnlyBeAccessedByLayers("records")
        .whereLayer("json")
        .mayOnlyBeAccessedByLayers("read", "resolve", "progress", "role")
        .whereLayer("schema")
        .mayOnlyBeAccessedByLayers("pod", "records", "read", "resolve")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.alphazero.crd"));
  }

  @Test
  void aFolderIsOneIdea() throws IOException {
    Map<Path, Long> files;
    try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
      files =
          all.filter(Files::isRegularFile)
              .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    }
    assertThat(files)
        .isNotEmpty()
        .allSatisfy((_, count) -> assertThat(count).isLessThanOrEqualTo(MOST_FILES));
  }
}
