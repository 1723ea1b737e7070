package dev.alphazero.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is removed from a status, and nothing else.
final class StatusExtrasTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What is wanted, what is there, the paths that are removed in this order.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"state":"Running"} | {"state":"Running"} | ``
          {"state":"Running"} | {"state":"Complete"} | ``
          {"state":"Running"} | {"state":"Running","finish":{"outcome":"Complete"}} | /status/finish
          {"finish":null} | {"finish":{"outcome":"Complete"}} | /status/finish
          {"actors":{"desired":1}} | {"actors":{"desired":1,"advised":9}} | /status/actors/advised
          {"profile":{"settings":{}}} | {"profile":{"settings":{"a/b~c":"1"}}} | /status/profile/settings/a~1b~0c
          {"conditions":[{"type":"B"}]} | {"conditions":[{"type":"A"},{"type":"B"},{"type":"C"}]} | /status/conditions/2 /status/conditions/0
          {"conditions":[{"type":"B"}]} | {"conditions":[{"type":"B","reason":"X"}]} | ``
          """)
  void whatOthersWroteGoes(String wanted, String there, String paths)
      throws JsonProcessingException {
    ArrayNode patch = StatusExtras.removals(JSON.readTree(wanted), JSON.readTree(there));
    assertThat(patch)
        .allSatisfy(operation -> assertThat(operation.path("op").asText()).isEqualTo("remove"));
    assertThat(patch)
        .extracting(operation -> operation.path("path").asText())
        .containsExactly(paths.isEmpty() ? new String[0] : paths.split(" "));
  }
}
