package dev.alphazero.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The chart's values and their schema.
final class ValuesTest {
  private static final Path VALUES = Release.CHART.resolve("values.yaml");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicas                     | 3                  | maximum: got 3, want 2
          replica                      | 2                  | additional properties 'replica' not allowed
          image.tag                    | latest             | 'not' failed
          image.digest                 | sha256:abc         | does not match pattern
          image.pullPolicy             | Sometimes          | value must be one of 'Always', 'IfNotPresent', 'Never'
          worker.image.repository      | ''                 | minLength: got 0, want 1
          watch.namespaces             | team-a             | got string, want array
          watch.namespaces[0]          | Team_A             | does not match pattern
          log.level                    | LOUD               | value must be one of 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'
          crds.install                 | true               | additional properties 'install' not allowed
          resources.limits.memory      | much               | does not match pattern
          monitoring.operator.interval | soon               | does not match pattern
          monitoring.namespace         | Monitoring         | does not match pattern
          policy.version               | 2                  | value must be 1
          policy.bounds.image.refuse[0] | x                 | additional properties 'image' not allowed
          policy.bounds.users[0].min   | 1                  | missing property 'max'
          policy.namespaces[0].name    | gold               | missing properties
          admission.enabled            | true               | additional properties 'enabled' not allowed
          nvidia.devicePlugin.enabled  | true               | minLength: got 0, want 1
          nvidia.timeSlicing.enabled   | true               | /nvidia/devicePlugin/enabled
          nvidia.timeSlicing.replicas  | 1                  | minimum: got 1, want 2
          nvidia.mps.enabled           | true               | /nvidia/devicePlugin/enabled
          nvidia.mps.replicas          | 49                 | maximum: got 49, want 48
          """)
  void aWrongValueIsRefusedWithTheRule(String key, String value, String rule) {
    assertThatThrownBy(() -> Release.of(Map.of(key, value)).render())
        .hasMessageContaining("values don't meet the specifications of the schema")
        .hasMessageContaining(rule);
  }

  @Test
  void aGpuIsSharedInOneWay() {
    Release both =
        Release.of(
            Map.of(
                "nvidia.devicePlugin.enabled", true,
                "nvidia.devicePlugin.image", "nvidia/k8s-device-plugin:v0.20.0",
                "nvidia.timeSlicing.enabled", true,
                "nvidia.mps.enabled", true));

    assertThatThrownBy(both::render).hasMessageContaining("/nvidia/timeSlicing/enabled");
  }

  @Test
  void anAccountThatIsNotMadeHereMustBeNamed() {
    assertThatThrownBy(() -> Release.of(Map.of("serviceAccount.create", false)).render())
        .hasMessageContaining(
            "serviceAccount.name must name an account when serviceAccount.create=false");
  }

  @Test
  void schemaAndValuesHaveTheSameKeys() throws IOException {
    JsonNode values = Serialization.unmarshal(Files.readString(VALUES), JsonNode.class);
    JsonNode schema =
        Serialization.unmarshal(
            Files.readString(Release.CHART.resolve("values.schema.json")), JsonNode.class);
    List<String> inSchema = new ArrayList<>();
    collectSchemaKeys("", schema, inSchema);
    inSchema.remove("global");
    List<String> inValues = new ArrayList<>();
    collectValueKeys("", values, inSchema, inValues);

    assertThat(inValues).containsExactlyInAnyOrderElementsOf(inSchema);
  }

  @Test
  void everyValueIsExplained() throws IOException {
    List<String> lines = Files.readAllLines(VALUES);

    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean holdsAValue = line.matches(" *[A-Za-z]+: \\S.*");
      boolean belongsToAnother = line.matches(" *(requests|limits): .*");
      if (holdsAValue && !belongsToAnother) {
        assertThat(lines.get(i - 1)).as("the line above '%s'", line).matches(" *# .*");
      }
    }
  }

  private static void collectSchemaKeys(String prefix, JsonNode schema, List<String> keys) {
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              keys.add(prefix + property.getKey());
              collectSchemaKeys(prefix + property.getKey() + ".", property.getValue(), keys);
            });
  }

  /// Collects keys down to where the schema leaves them free.
  private static void collectValueKeys(
      String prefix, JsonNode values, List<String> known, List<String> keys) {
    values
        .properties()
        .forEach(
            value -> {
              String key = prefix + value.getKey();
              keys.add(key);
              if (known.stream().anyMatch(other -> other.startsWith(key + "."))) {
                collectValueKeys(key + ".", value.getValue(), known, keys);
              }
            });
  }
}
