package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alphazero.crd.resolve.ResumeCheck;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.resolve.SettingsJson;
import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.machine.PrecisionChoice;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.plan.Precisions;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.plan.TrainingPlans;
import dev.alphazero.worker.run.RunRecord;
import dev.alphazero.worker.run.TrainingReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each setting that changes between two starts of a run is followed, refused, or said to be
/// without effect.
final class ResumeSettingsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Settings of which none turns others off.
  private static final Settings SETTINGS =
      QuickTraining.settings(
          "search.algorithm=puct",
          "selfPlay.resignation.threshold=-0.9",
          "learner.optimizer.decaySamples=100000");

  private static final Engines ENGINES = new Engines(DjlEngine.CPU, DjlEngine.CPU);

  /// Followed, but not by the plan: the layer under all others, what computes, and in which format.
  private static final Set<String> BESIDE_THE_PLAN =
      Set.of(
          "profile",
          "search.backend",
          "inference.device",
          "learner.device",
          "inference.precision",
          "learner.precision",
          "inference.batchSize");

  /// Other values of settings that are no numbers.
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("search.algorithm", "\"gumbel\""),
          Map.entry("inference.placement", "\"actor\""),
          Map.entry("inference.batchTimeout", "\"7ms\""),
          Map.entry("inference.batchPolicy", "\"drain\""),
          Map.entry("actors.autoscaling.mode", "\"Advise\""),
          Map.entry("checkpoints.every", "\"7m\""),
          Map.entry("evaluation.opponents", "[\"mcts:7\"]"),
          Map.entry("evaluation.positions", "\"none\""),
          Map.entry("completion.activeDeadline", "\"7m\""),
          Map.entry("completion.errorRate", "0.07"),
          Map.entry("gpuSharing", "\"shared\""));

  @TempDir Path folder;

  @Test
  void eachSettingIsFollowedRefusedOrSaidToHaveNoEffect() throws Exception {
    for (String path : SettingsJson.values(SETTINGS).keySet()) {
      if (ResumeCheck.isImmutable(path) || BESIDE_THE_PLAN.contains(path)) {
        continue;
      }
      TrainingPlan before = plan(SETTINGS);
      TrainingPlan after = plan(with(path));
      String remark = LocalSettings.remark(path, ENGINES);
      if (LocalSettings.isForClusters(path)) {
        assertThat(after).as(path).usingRecursiveComparison().isEqualTo(before);
        assertThat(remark).as(path).contains("without effect here");
      } else {
        assertThat(after).as(path).usingRecursiveComparison().isNotEqualTo(before);
        assertThat(remark).as(path).isEmpty();
      }
    }
  }

  @Test
  void aPrecisionThatChangesIsFollowed() {
    QuickTraining training = QuickTraining.in(folder);
    String[] sets = {"completion.games=50", "evaluation.positions=none"};
    training.trainHere(sets);
    assertThat(RunRecord.read(training.run()).precisions())
        .isEqualTo(new Precisions(Precision.FP32, Precision.FP32));
    List<String> notes = new ArrayList<>();
    TrainingReport report =
        training.trainHere(
            TrainingStart.PLAIN,
            false,
            notes,
            () -> false,
            "completion.games=400",
            "evaluation.positions=none",
            "learner.precision=bf16",
            "actors.replicas=3");
    assertThat(notes)
        .contains("changed: learner.precision: fp32 -> bf16")
        .anyMatch(note -> note.startsWith("precision: inference FP32, training BF16"))
        .anyMatch(note -> note.matches("changed: actors.replicas: .* \\(without effect here: .*"));
    assertThat(report.precision().training()).isEqualTo(Precision.BF16);
    assertThat(RunState.of(training.run()).newest().header().run().precision()).isEqualTo("BF16");
  }

  @Test
  void aPrecisionThatWasMeasuredStaysUntilItIsAskedForAgain() {
    Settings auto = QuickTraining.settings("learner.precision=auto");
    RunRecord record =
        RunRecord.begin("quick", auto, 2, false, PrecisionChoice.of(ENGINES, auto, 2), null);
    PrecisionChoice kept = record.precisionsFor(ENGINES, auto, 2);
    assertThat(kept.precisions()).isEqualTo(record.precisions());
    assertThat(kept.measured()).isEqualTo(record.measured()).hasSize(1);
    PrecisionChoice set = record.precisionsFor(ENGINES, SETTINGS, 2);
    assertThat(set.precisions().training()).isEqualTo(Precision.FP32);
    assertThat(set.measured()).isEmpty();
  }

  private static TrainingPlan plan(Settings settings) {
    return TrainingPlans.of("quick", settings, 2, false);
  }

  /// Returns the settings with another value at a path.
  private static Settings with(String path) throws Exception {
    ObjectNode tree = (ObjectNode) JSON.readTree(SettingsJson.write(SETTINGS));
    int dot = path.lastIndexOf('.');
    ObjectNode parent =
        dot < 0 ? tree : (ObjectNode) tree.at("/" + path.substring(0, dot).replace('.', '/'));
    String name = path.substring(dot + 1);
    parent.set(name, other(path, parent.path(name)));
    return SettingsJson.read(tree.toString());
  }

  private static JsonNode other(String path, JsonNode value) throws Exception {
    String other = OTHERS.get(path);
    if (other != null) {
      return JSON.readTree(other);
    }
    if (path.endsWith(".cpu") || path.endsWith(".memory")) {
      return JSON.readTree("\"7Gi\"");
    }
    assertThat(value.isNumber()).as("another value for %s=%s must be known", path, value).isTrue();
    return value.isIntegralNumber()
        ? JSON.getNodeFactory().numberNode(value.longValue() + 1)
        : JSON.getNodeFactory()
            .numberNode(value.doubleValue() == 0 ? 0.25 : value.doubleValue() / 2);
  }
}
