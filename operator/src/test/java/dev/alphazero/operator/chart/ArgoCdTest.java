package dev.alphazero.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alphazero.operator.Golden;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The scripts for Argo CD, run on the test data in Argo CD's own format.
final class ArgoCdTest {
  private static final Path EXAMPLE = Release.ROOT.resolve("examples/gitops/argocd");
  private static final Path SCRIPTS =
      EXAMPLE.resolve("resource_customizations/alphazero.dev/AlphaZeroTraining");
  private static final Path ACTIONS = SCRIPTS.resolve("actions");

  @TestFactory
  Stream<DynamicTest> healthIsWhatTheTestDataSay() {
    return yaml(SCRIPTS.resolve("health_test.yaml"))
        .path("tests")
        .valueStream()
        .map(
            test -> {
              String input = test.path("inputPath").asText();
              return DynamicTest.dynamicTest(
                  input,
                  () ->
                      assertThat(
                              Lua.run(
                                  text(SCRIPTS.resolve("health.lua")),
                                  yaml(SCRIPTS.resolve(input))))
                          .isEqualTo(test.path("healthStatus")));
            });
  }

  @TestFactory
  Stream<DynamicTest> actionsAreOfferedWhenTheyMakeSense() {
    return yaml(ACTIONS.resolve("action_test.yaml"))
        .path("discoveryTests")
        .valueStream()
        .map(
            test -> {
              String input = test.path("inputPath").asText();
              return DynamicTest.dynamicTest(
                  input,
                  () -> {
                    JsonNode offered =
                        Lua.run(
                            text(ACTIONS.resolve("discovery.lua")), yaml(ACTIONS.resolve(input)));
                    assertThat(test.path("result")).hasSize(offered.size());
                    assertThat(test.path("result"))
                        .allSatisfy(
                            action ->
                                assertThat(
                                        offered.path(action.path("name").asText()).path("disabled"))
                                    .isEqualTo(action.path("disabled")));
                  });
            });
  }

  @TestFactory
  Stream<DynamicTest> actionsChangeNothingButSuspend() {
    return yaml(ACTIONS.resolve("action_test.yaml"))
        .path("actionTests")
        .valueStream()
        .map(
            test -> {
              String action = test.path("action").asText();
              return DynamicTest.dynamicTest(
                  action,
                  () ->
                      assertThat(
                              Lua.run(
                                  text(ACTIONS.resolve(action).resolve("action.lua")),
                                  yaml(ACTIONS.resolve(test.path("inputPath").asText()))))
                          .isEqualTo(
                              yaml(ACTIONS.resolve(test.path("expectedOutputPath").asText()))));
            });
  }

  @Test
  void theConfigMapHoldsTheScripts() {
    String config =
        """
        # Health of trainings and the actions suspend and resume, for Argo CD's own ConfigMap. Made of the scripts in
        # resource_customizations; a test keeps them equal.
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: argocd-cm
          namespace: argocd
        data:
          resource.customizations.health.alphazero.dev_AlphaZeroTraining: |
        %s  resource.customizations.actions.alphazero.dev_AlphaZeroTraining: |
            discovery.lua: |
        %s    definitions:
              - name: suspend
                action.lua: |
        %s      - name: resume
                action.lua: |
        %s"""
            .formatted(
                indented(4, SCRIPTS.resolve("health.lua")),
                indented(6, ACTIONS.resolve("discovery.lua")),
                indented(10, ACTIONS.resolve("suspend/action.lua")),
                indented(10, ACTIONS.resolve("resume/action.lua")));

    Golden.assertMatches("../../../../../examples/gitops/argocd/argocd-cm.yaml", config);
    JsonNode data = Serialization.unmarshal(config, JsonNode.class).path("data");
    assertThat(data.path("resource.customizations.health.alphazero.dev_AlphaZeroTraining").asText())
        .isEqualTo(text(SCRIPTS.resolve("health.lua")));
    JsonNode actions =
        Serialization.unmarshal(
            data.path("resource.customizations.actions.alphazero.dev_AlphaZeroTraining").asText(),
            JsonNode.class);
    assertThat(actions.path("discovery.lua").asText())
        .isEqualTo(text(ACTIONS.resolve("discovery.lua")));
    assertThat(actions.at("/definitions/1/action.lua").asText())
        .isEqualTo(text(ACTIONS.resolve("resume/action.lua")));
  }

  private static String indented(int spaces, Path script) {
    return text(script).indent(spaces).replaceAll("(?m)^ +$", "");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode yaml(Path file) {
    return Serialization.unmarshal(text(file), JsonNode.class);
  }
}
