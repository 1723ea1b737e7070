package dev.alphazero.crd;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Records at the bottom, resolution at the top.
final class CrdsArchitectureTest {
  @Test
  void packagesAreInLayers() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("schema")
        .definedBy("dev.alphazero.crd.schema")
        .layer("records")
        .definedBy("dev.alphazero.crd")
        .layer("read")
        .definedBy("dev.alphazero.crd.read")
        .layer("resolve")
        .definedBy("dev.alphazero.crd.resolve")
        .whereLayer("resolve")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("read")
        .mayOnlyBeAccessedByLayers("resolve")
        .whereLayer("records")
        .mayOnlyBeAccessedByLayers("read", "resolve")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.alphazero.crd"));
  }
}
