package dev.alphazero.crd;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Records at the bottom, the roles' configuration at the top.
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
        .layer("role")
        .definedBy("dev.alphazero.crd.role")
        .whereLayer("role")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("resolve")
        .mayOnlyBeAccessedByLayers("role")
        .whereLayer("read")
        .mayOnlyBeAccessedByLayers("resolve")
        .whereLayer("records")
        .mayOnlyBeAccessedByLayers("read", "resolve", "role")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.alphazero.crd"));
  }
}
