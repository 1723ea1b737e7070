package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What an edit of a live training restarts: one field of each class.
final class RestartClassIT {
  private static final String NAME = "edited";
  private static final String ACTOR = "edited-actor";
  private static final String INFERENCE = "edited-inference";
  private static final String LEARNER = "edited-learner";
  private static final String SHARED = "inference: {placement: shared, replicas: 2}";

  @Test
  void eachFieldRestartsItsRolesAndNothingElse() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      Edits edits = new Edits(stage);
      edits.start();
      assertThat(edits.add("search: {simulations: 99}")).containsExactly(ACTOR);
      assertThat(edits.add("selfPlay: {maxPlies: 41}")).containsExactly(ACTOR, LEARNER);
      assertThat(edits.add("evaluation: {games: 22}")).containsExactly(LEARNER);
      assertThat(
              edits.replace(
                  SHARED, "inference: {placement: shared, replicas: 2, batchTimeout: 3ms}"))
          .containsExactly(INFERENCE);
      assertThat(edits.add("device: cpu")).containsExactly(INFERENCE, LEARNER);
      assertThat(edits.add("image: worker:next")).containsExactly(ACTOR, INFERENCE, LEARNER);
      assertThat(edits.add("pods: {inference: {env: [{name: A, value: b}]}}"))
          .containsExactly(INFERENCE);
    }
  }

  @Test
  void limitsReachTheLearnerAsItRuns() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      Edits edits = new Edits(stage);
      edits.start();
      assertThat(limits(stage)).contains("limits: {}");
      assertThat(edits.add("completion: {games: 1000}")).isEmpty();
      stage.await("the limits", () -> limits(stage).contains("games: 1000"));
      assertThat(edits.replace("completion: {games: 1000}", "completion: {errorRate: 0.01}"))
          .isEmpty();
      stage.await("others", () -> limits(stage).contains("errorRate: 0.01"));
      assertThat(limits(stage)).doesNotContain("games");
      assertThat(edits.add("evaluation: {games: 22}")).containsExactly(LEARNER);
      stage.await("the next", () -> limits(stage).contains("errorRate: 0.01"));
      assertThat(stage.condition(NAME, "WriteRefused")).isEmpty();
    }
  }

  /// Of the ConfigMap that the learner's pod has mounted.
  private static String limits(Stage stage) {
    StatefulSet learner =
        stage.client.apps().statefulSets().inNamespace(stage.namespace).withName(LEARNER).get();
    String config =
        learner.getSpec().getTemplate().getSpec().getVolumes().stream()
            .filter(volume -> volume.getName().equals("config"))
            .findFirst()
            .orElseThrow()
            .getConfigMap()
            .getName();
    return String.valueOf(
        stage
            .client
            .configMaps()
            .inNamespace(stage.namespace)
            .withName(config)
            .get()
            .getData()
            .get("limits.yaml"));
  }

  @Test
  void scaleFieldsChangeTheNumberOfPodsAlone() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      Edits edits = new Edits(stage);
      edits.start();
      assertThat(edits.add("actors: {replicas: 3, autoscaling: {mode: \"Off\"}}")).isEmpty();
      assertThat(edits.replicas()).containsEntry(ACTOR, 3).containsEntry(INFERENCE, 2);
      assertThat(edits.replace(SHARED, "inference: {placement: shared, replicas: 1}")).isEmpty();
      assertThat(edits.replicas()).containsEntry(ACTOR, 3).containsEntry(INFERENCE, 1);
    }
  }

  @Test
  void theVolumeGrowsOnceItIsBound() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      Volumes.install(stage);
      stage.applyAndSettle(NAME, "cpu", storage("20Gi"));
      stage.applyAndSettle(NAME, "cpu", storage("30Gi"));
      assertThat(Volumes.size(stage, "edited-data")).isEqualTo("20Gi");
      assertThat(stage.condition(NAME, "WriteRefused")).isEmpty();
      Volumes.bind(stage, "edited-data");
      stage.await("a larger claim", () -> Volumes.size(stage, "edited-data").equals("30Gi"));
      assertThat(stage.tryApply(NAME, "cpu", storage("25Gi")).err()).contains("may only grow");
    }
  }

  @Test
  void whatTheOperatorAloneLooksAtChangesNoChild() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      stage.apply(NAME, "");
      stage.awaitState(NAME, "Running");
      stage.await("the rest", () -> stage.children().size() > 8);
      Map<String, String> specs = stage.generations();
      stage.applyAndSettle(NAME, "cpu", "ttlAfterFinished: 1h");
      stage.applyAndSettle(NAME, "cpu", "ttlAfterFinished: 1h\nfailurePolicy: {maxRestarts: 9}");
      assertThat(stage.generations()).isEqualTo(specs);
    }
  }

  @Test
  void aFieldThatCannotChangeIsRefusedWhenItIsApplied() {
    try (Stage stage = new Stage()) {
      stage.apply(NAME, "seed: 1");
      assertThat(stage.tryApply(NAME, "cpu", "seed: 2"))
          .satisfies(
              outcome -> {
                assertThat(outcome.exit()).isNotZero();
                assertThat(outcome.err()).contains("seed").contains("immutable");
              });
    }
  }

  private static String storage(String size) {
    return "checkpoints: {storage: {storageClassName: " + Volumes.CLASS + ", size: " + size + "}}";
  }

  /// Edits one after the other of a training with pods of every role.
  private static final class Edits {
    private final Stage stage;
    private final List<String> lines = new ArrayList<>(List.of(SHARED));

    Edits(Stage stage) {
      this.stage = stage;
    }

    void start() {
      stage.apply(NAME, "mid", String.join("\n", lines));
      stage.awaitState(NAME, "Running");
    }

    /// Returns the workloads whose pods are others then.
    Set<String> add(String line) {
      lines.add(line);
      return edit();
    }

    Set<String> replace(String line, String other) {
      lines.set(lines.indexOf(line), other);
      return edit();
    }

    Map<String, Integer> replicas() {
      Map<String, Integer> replicas = new TreeMap<>();
      deployments()
          .forEach(it -> replicas.put(it.getMetadata().getName(), it.getSpec().getReplicas()));
      return replicas;
    }

    private Set<String> edit() {
      Map<String, PodTemplateSpec> before = templates();
      stage.applyAndSettle(NAME, "mid", String.join("\n", lines));
      Set<String> changed = new TreeSet<>();
      templates()
          .forEach(
              (name, template) -> {
                if (!template.equals(before.get(name))) {
                  changed.add(name);
                }
              });
      return changed;
    }

    private Map<String, PodTemplateSpec> templates() {
      Map<String, PodTemplateSpec> templates = new TreeMap<>();
      deployments()
          .forEach(it -> templates.put(it.getMetadata().getName(), it.getSpec().getTemplate()));
      for (StatefulSet set :
          stage.client.apps().statefulSets().inNamespace(stage.namespace).list().getItems()) {
        templates.put(set.getMetadata().getName(), set.getSpec().getTemplate());
      }
      return templates;
    }

    private List<Deployment> deployments() {
      return stage.client.apps().deployments().inNamespace(stage.namespace).list().getItems();
    }
  }
}
