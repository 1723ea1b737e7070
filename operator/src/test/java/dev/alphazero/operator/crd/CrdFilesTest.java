package dev.alphazero.operator.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alphazero.crd.AlphaZeroProfileSpec;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.schema.Range;
import dev.alphazero.crd.schema.Schema;
import dev.alphazero.crd.schema.SchemaOf;
import dev.alphazero.operator.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The CRDs of the chart are those of the records, and say all that the records say.
final class CrdFilesTest {
  private static final String TRAININGS = "alphazerotrainings.alphazero.dev.yaml";
  private static final String PROFILES = "alphazeroprofiles.alphazero.dev.yaml";

  /// Above it `kubectl apply` and Argo CD cannot keep what they applied last.
  private static final int MOST_BYTES = 262_144;

  private static final Map<String, String> FILES = CrdFiles.generate();

  @Test
  void theChartShipsWhatTheRecordsDeclare() throws IOException {
    assertThat(FILES).containsOnlyKeys(TRAININGS, PROFILES);
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = ApiServer.CRDS.resolve(file.getKey());
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(ApiServer.CRDS);
        Files.writeString(path, file.getValue());
      }
      assertThat(path).hasContent(file.getValue());
    }
    try (Stream<Path> shipped = Files.list(ApiServer.CRDS)) {
      assertThat(shipped.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("kustomization.yaml"))
          .containsExactlyInAnyOrderElementsOf(FILES.keySet());
    }
  }

  @Test
  void everyFileIsSmallEnoughToBeApplied() {
    assertThat(FILES.values())
        .allSatisfy(
            text ->
                assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(MOST_BYTES));
  }

  @Test
  void everyAnnotationOfTheRecordsArrives() {
    agrees(SchemaOf.record(AlphaZeroTrainingSpec.class), at(TRAININGS, "spec"), "spec");
    agrees(SchemaOf.record(AlphaZeroTrainingStatus.class), at(TRAININGS, "status"), "status");
    agrees(SchemaOf.record(AlphaZeroProfileSpec.class), at(PROFILES, "spec"), "spec");
  }

  @Test
  void everyFieldIsDescribed() {
    for (String file : FILES.keySet()) {
      JSONSchemaProps root = schema(file);
      assertThat(root.getDescription()).isNotBlank();
      // Kubernetes describes metadata itself.
      root.getProperties().remove("metadata");
      described(root, file);
    }
  }

  private static void described(JSONSchemaProps schema, String path) {
    if (schema.getItems() != null) {
      described(schema.getItems().getSchema(), path + "[]");
    }
    properties(schema)
        .forEach(
            (name, property) -> {
              assertThat(property.getDescription()).as(path + "." + name).isNotBlank();
              described(property, path + "." + name);
            });
  }

  private static void agrees(Schema wanted, JSONSchemaProps schema, String path) {
    switch (wanted) {
      case Schema.Fields fields -> {
        assertThat(schema.getType()).as(path).isEqualTo("object");
        assertThat(schema.getProperties().keySet())
            .as(path)
            .containsExactlyInAnyOrderElementsOf(fields.fields().keySet());
        assertThat(Objects.requireNonNullElse(schema.getRequired(), List.of()))
            .as(path)
            .containsExactlyInAnyOrderElementsOf(
                fields.fields().keySet().stream()
                    .filter(name -> fieldOf(fields, name).required())
                    .toList());
        fields
            .fields()
            .forEach(
                (name, field) ->
                    agrees(field.schema(), CrdFiles.property(schema, name), path + "." + name));
      }
      case Schema.MapOf entries -> {
        assertThat(schema.getType()).as(path).isEqualTo("object");
        assertThat(schema.getMaxProperties()).as(path).isEqualTo(entries.maxSize()).isPositive();
        agrees(entries.values(), schema.getAdditionalProperties().getSchema(), path + "[*]");
      }
      case Schema.ListOf items -> {
        assertThat(schema.getType()).as(path).isEqualTo("array");
        assertThat(schema.getMaxItems()).as(path).isEqualTo(items.maxSize()).isPositive();
        agrees(items.items(), schema.getItems().getSchema(), path + "[]");
      }
      case Schema.Text text -> {
        assertThat(schema.getType()).as(path).isEqualTo("string");
        assertThat(schema.getMaxLength()).as(path).isEqualTo(text.maxLength()).isPositive();
        assertThat(Objects.requireNonNullElse(schema.getMinLength(), 0L))
            .as(path)
            .isEqualTo(text.minLength());
        assertThat(schema.getPattern()).as(path).isEqualTo(text.pattern());
        assertThat(Objects.requireNonNullElse(schema.getXKubernetesValidations(), List.of()))
            .as(path)
            .hasSize(text.duration() == null ? 0 : 1);
      }
      case Schema.Int whole -> {
        assertThat(schema.getType()).as(path).isEqualTo("integer");
        assertThat(schema.getFormat()).as(path).isIn("int32", "int64");
        agrees(whole.range(), schema, path);
      }
      case Schema.Num real -> {
        assertThat(schema.getType()).as(path).isEqualTo("number");
        agrees(real.range(), schema, path);
      }
      case Schema.EnumOf choice -> {
        assertThat(schema.getType()).as(path).isEqualTo("string");
        assertThat(schema.getEnum())
            .as(path)
            .extracting(JsonNode::textValue)
            .containsExactlyElementsOf(choice.names());
      }
      case Schema.Bool _ -> assertThat(schema.getType()).as(path).isEqualTo("boolean");
    }
  }

  private static void agrees(Range range, JSONSchemaProps schema, String path) {
    assertThat(
            new Range(
                orElse(schema.getMinimum(), Double.NEGATIVE_INFINITY),
                !Boolean.TRUE.equals(schema.getExclusiveMinimum()),
                orElse(schema.getMaximum(), Double.POSITIVE_INFINITY),
                !Boolean.TRUE.equals(schema.getExclusiveMaximum())))
        .as(path)
        .isEqualTo(range);
  }

  private static double orElse(@Nullable Double value, double other) {
    return value == null ? other : value;
  }

  private static Schema.Field fieldOf(Schema.Fields fields, String name) {
    return Objects.requireNonNull(fields.fields().get(name), name);
  }

  private static Map<String, JSONSchemaProps> properties(JSONSchemaProps schema) {
    return Objects.requireNonNullElse(schema.getProperties(), Map.of());
  }

  private static JSONSchemaProps at(String file, String path) {
    return CrdFiles.property(schema(file), path);
  }

  private static JSONSchemaProps schema(String file) {
    return Serialization.unmarshal(
            Objects.requireNonNull(FILES.get(file), file), CustomResourceDefinition.class)
        .getSpec()
        .getVersions()
        .getFirst()
        .getSchema()
        .getOpenAPIV3Schema();
  }
}
