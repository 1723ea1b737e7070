package dev.alphazero.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What of a live object has to go before the desired one can be merged into it.
final class AlternativesTest {
  private static final String SOURCED = "{name: A, valueFrom: {fieldRef: {fieldPath: x}}}";
  private static final String PLAIN = "{name: A, value: x}";

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("nothing differs", SOURCED, SOURCED, ""),
        Arguments.of("another value merges", PLAIN, "{name: A, value: y}", ""),
        Arguments.of("a value in place of a source", SOURCED, PLAIN, "0/value"),
        Arguments.of("a source in place of a value", PLAIN, SOURCED, "0/valueFrom"),
        Arguments.of("found by name", SOURCED, "{name: B, value: x}, " + PLAIN, "1/value"),
        Arguments.of("a variable of somebody else stays", SOURCED, "{name: B, value: x}", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void removesWhatStandsInPlaceOfTheDesired(
      String name, String desired, String live, String removed) {
    JsonNode patch = Alternatives.removals(deployment(desired), deployment(live));
    String env = "/spec/template/spec/containers/1/env/";
    if (removed.isEmpty()) {
      assertThat(patch).as(name).isEmpty();
    } else {
      String variable = removed.substring(0, removed.indexOf('/'));
      assertThat(patch)
          .isEqualTo(
              tree(
                  "[{op: test, path: %s/name, value: A}, {op: remove, path: %s}]"
                      .formatted(env + variable, env + removed)));
    }
  }

  private static JsonNode deployment(String variables) {
    return tree(
        "{spec: {template: {spec: {containers: [{name: other}, {name: actor, env: [%s]}]}}}}"
            .formatted(variables));
  }

  private static JsonNode tree(String yaml) {
    return Serialization.unmarshal("---\n" + yaml, JsonNode.class);
  }
}
