package dev.alphazero.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is written, from what is desired and what is there.
final class ChangesTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static final String DESIRED =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        namespace: here
        labels: {app: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            nodeSelector: {disk: fast}
            containers:
            - name: web
              image: web:1
              resources: {requests: {cpu: 500m, memory: 1024Mi}}
              args: [serve]
              ports: [{name: http, containerPort: 80, protocol: TCP}]
      """;

  private record Row(String name, String text, String replacement, boolean writes) {}

  /// Each row changes the live object, which was written from the desired one.
  private static final List<Row> ROWS =
      List.of(
          new Row("nothing", "image: web:1", "image: web:1", false),
          new Row("an edited value", "image: web:1", "image: web:2", true),
          new Row("an edited number", "replicas: 2", "replicas: 7", true),
          new Row("a removed field", "nodeSelector: {disk: fast}", "hostname: x", true),
          new Row("a removed map entry", "labels: {app: web}\nspec", "labels: {}\nspec", true),
          new Row(
              "a foreign label",
              "labels: {app: web}\nspec",
              "labels: {app: web, x: y}\nspec",
              false),
          new Row(
              "the server's default",
              "image: web:1",
              "image: web:1\n        imagePullPolicy: IfNotPresent",
              false),
          new Row(
              "the same amount", "cpu: 500m, memory: 1024Mi", "cpu: \"0.5\", memory: 1Gi", false),
          new Row("another amount", "cpu: 500m", "cpu: 600m", true),
          new Row("one more list item", "args: [serve]", "args: [serve, x]", true),
          new Row(
              "a foreign item of a list with keys",
              "[{name: http",
              "[{name: x, containerPort: 81, protocol: TCP}, {name: http",
              false),
          new Row("an edited item of a list with keys", "{name: http", "{name: x", true),
          new Row(
              "a removed item of a list with keys", "containerPort: 80", "containerPort: 81", true),
          new Row(
              "a foreign container",
              "containers:\n",
              "containers:\n      - {name: sidecar, image: other:1}\n",
              false));

  @TestFactory
  Stream<DynamicTest> aLiveObjectIsWrittenIfItNoLongerSaysWhatIsDesired() {
    return ROWS.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.name,
                    () -> {
                      String written = YAML.asYaml(created(object(DESIRED)));
                      HasMetadata live = edited(written, row);
                      assertThat(
                              Changes.between(List.of(object(DESIRED)), List.of(live), _ -> true))
                          .hasSize(row.writes ? 1 : 0)
                          .allMatch(change -> change instanceof Change.Update);
                    }));
  }

  @Test
  void aFieldThatIsNoLongerDesiredIsWritten() {
    HasMetadata live = created(object(DESIRED));
    HasMetadata desired = object(DESIRED.replace("nodeSelector: {disk: fast}", "nodeSelector: {}"));
    assertThat(Changes.between(List.of(desired), List.of(live), _ -> true))
        .singleElement()
        .isInstanceOf(Change.Update.class);
  }

  @Test
  void whatIsMissingIsCreatedAndWhatIsNotDesiredIsRemovedIfItMayBe() {
    HasMetadata web = object(DESIRED);
    HasMetadata old = object(DESIRED.replace("name: web\n  namespace", "name: old\n  namespace"));
    HasMetadata kept = object(DESIRED.replace("name: web\n  namespace", "name: kept\n  namespace"));
    List<Change> changes =
        Changes.between(
            List.of(web), List.of(old, kept), o -> !o.getMetadata().getName().equals("kept"));
    assertThat(changes)
        .extracting(change -> change.getClass().getSimpleName())
        .containsExactly("Create", "Delete");
    assertThat(changes)
        .extracting(change -> change.object().getMetadata().getName())
        .containsExactly("web", "old");
  }

  @Test
  void anObjectThatIsBeingDeletedIsLeftAlone() {
    HasMetadata leaving = object(DESIRED.replace("replicas: 2", "replicas: 9"));
    leaving.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
    assertThat(Changes.between(List.of(object(DESIRED)), List.of(leaving), _ -> true)).isEmpty();
    assertThat(Changes.between(List.of(), List.of(leaving), _ -> true)).isEmpty();
  }

  private static HasMetadata created(HasMetadata desired) {
    return Changes.between(List.of(desired), List.of(), _ -> true).getFirst().object();
  }

  private static HasMetadata object(String yaml) {
    return YAML.unmarshal(yaml);
  }

  /// Edits the text in the desired form, then gives the object the hash of the written one.
  private static HasMetadata edited(String written, Row row) {
    assertThat(DESIRED).contains(row.text);
    HasMetadata live = object(DESIRED.replace(row.text, row.replacement));
    HasMetadata original = object(written);
    live.getMetadata().setAnnotations(original.getMetadata().getAnnotations());
    return live;
  }
}
