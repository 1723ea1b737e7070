package dev.alphazero.operator.resolve;

import static dev.alphazero.operator.resolve.Resolving.first;
import static dev.alphazero.operator.resolve.Resolving.nodes;
import static dev.alphazero.operator.resolve.Resolving.resolve;
import static dev.alphazero.operator.resolve.Resolving.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.resolve.ResumeCheck;
import dev.alphazero.crd.resolve.SettingsJson;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.gpu.Cluster;
import dev.alphazero.operator.gpu.Nodes;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every setting that can be edited: what is set takes effect, and what is unset again is what was
/// frozen, whatever the cluster has become.
final class EditsTest {
  private static final Cluster THEN = nodes(Nodes.with("t", 2, Nodes.T4));
  private static final Cluster NOW = nodes(Nodes.with("a", 1, Nodes.A100));

  /// `path=value`, and after a semicolon what that value needs besides.
  private static final List<String> EDITS =
      List.of(
          "search.algorithm=puct",
          "search.simulations=99",
          "search.backend=java",
          "search.cPuct=2.5;search.algorithm=puct",
          "search.cPuctBase=999;search.algorithm=puct",
          "search.fpuReduction=0.1;search.algorithm=puct",
          "search.consideredActions=8",
          "search.rootNoise.alphaScale=5;search.algorithm=puct",
          "search.rootNoise.fraction=0.5;search.algorithm=puct",
          "search.forcedPlayouts=1;search.algorithm=puct",
          "selfPlay.gamesPerActor=7",
          "selfPlay.evaluationCache=7",
          "selfPlay.maxPlies=50",
          "selfPlay.temperature.initial=0.5",
          "selfPlay.temperature.final=0.1",
          "selfPlay.temperature.plies=3",
          "selfPlay.openings.share=0.1",
          "selfPlay.openings.maxPlies=2",
          "selfPlay.playoutCap.fullShare=0.5;search.algorithm=puct",
          "selfPlay.playoutCap.simulations=3;search.algorithm=puct",
          "selfPlay.resignation.threshold=-0.9",
          "selfPlay.resignation.playOnShare=0.2",
          "inference.placement=actor",
          "inference.replicas=2",
          "inference.batchSize=99",
          "inference.batchTimeout=9ms",
          "inference.minBatchFill=50",
          "inference.batchPolicy=adaptive",
          "inference.precision=fp32",
          "inference.device=cpu",
          "actors.replicas=9",
          "actors.autoscaling.mode=Off",
          "actors.autoscaling.min=3",
          "actors.autoscaling.max=99",
          "actors.autoscaling.targetBatchFill=70",
          "learner.batchSize=128",
          "learner.precision=fp32",
          "learner.device=cpu",
          "learner.optimizer.learningRate=0.01",
          "learner.optimizer.weightDecay=0.01",
          "learner.optimizer.clipNorm=2",
          "learner.optimizer.warmupSamples=9",
          "learner.optimizer.decaySamples=1000000",
          "learner.optimizer.finalLearningRateShare=0.5",
          "learner.replay.windowSamples=20000",
          "learner.replay.reuse=5",
          "learner.replay.maxSamples=1000000",
          "learner.publishEvery=9999",
          "learner.emaHalfLife=9999",
          "checkpoints.every=9m",
          "checkpoints.keep=9",
          "evaluation.every=99",
          "evaluation.games=8",
          "evaluation.simulations=9",
          "evaluation.opponents=[random]",
          "evaluation.positions=none",
          "completion.trainingSteps=9",
          "completion.games=9",
          "completion.samples=9",
          "completion.activeDeadline=9h",
          "completion.errorRate=0.01",
          "gpuSharing=shared",
          "pods.actor.resources.cpu=9",
          "pods.actor.resources.memory=9Gi",
          "pods.inference.resources.cpu=9",
          "pods.inference.resources.memory=9Gi",
          "pods.learner.resources.cpu=9",
          "pods.learner.resources.memory=9Gi");

  private final Snapshot frozen = snapshot(first(Trainings.minimal(), THEN));

  static List<String> edits() {
    return EDITS;
  }

  @ParameterizedTest
  @MethodSource("edits")
  void whatIsUnsetAgainIsWhatWasFrozen(String edit) {
    Snapshot edited = snapshot(resolve(Trainings.with(edit.split(";", -1)), frozen, NOW));
    String path = pathOf(edit);
    assertThat(edited.origins()).containsEntry(path, "the specification");
    assertThat(valueOf(edited, path)).isNotEqualTo(valueOf(frozen, path));
    assertThat(edited.pins()).isEqualTo(frozen.pins());
    assertThat(snapshot(resolve(Trainings.minimal(), edited, NOW))).isEqualTo(frozen);
  }

  @Test
  void everySettingIsAmongTheEdits() {
    TreeSet<String> writable = new TreeSet<>(SettingsJson.values(frozen.settings()).keySet());
    writable.removeIf(path -> ResumeCheck.isImmutable(path) || path.equals("profile"));
    assertThat(new TreeSet<>(EDITS.stream().map(EditsTest::pathOf).toList())).isEqualTo(writable);
  }

  private static String pathOf(String edit) {
    return edit.substring(0, edit.indexOf('='));
  }

  private static String valueOf(Snapshot snapshot, String path) {
    Map<String, String> values = SettingsJson.values(snapshot.settings());
    return values.getOrDefault(path, "");
  }
}
