package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.Placement;
import dev.alphazero.crd.progress.ActorProgress;
import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.progress.LearnerProgress.State;
import dev.alphazero.crd.progress.Limits;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.run.TrainingReport;
import dev.alphazero.worker.training.CommandProcess;
import dev.alphazero.worker.training.QuickTraining;
import dev.alphazero.worker.training.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A whole training by its roles, from the first game to `complete`: every process is the real
/// command, every connection a real one.
final class RolesIT {
  /// Where positions are evaluated.
  enum Where {
    INFERENCE_PODS,
    ACTORS,
    LEARNER
  }

  /// Less than the test takes until it sets the limit; then the training ends at once.
  private static final int STEPS = 300;

  private static final int UNTIL_LIMITED = 1_000_000;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void trainTogether(Where where) throws Exception {
    try (RoleProcesses roles =
        new RoleProcesses(
            folder,
            QuickTraining.settings(
                "completion.trainingSteps=" + UNTIL_LIMITED,
                "evaluation.every=3000",
                "inference.batchSize=64"),
            where == Where.LEARNER)) {
      CommandProcess learner = roles.startLearner();
      if (where == Where.INFERENCE_PODS) {
        roles.startInference();
      }
      Placement placement = where == Where.ACTORS ? Placement.ACTOR : Placement.SHARED;
      roles.startActor("actor-0", placement);
      roles.startActor("actor-1", placement);

      learner.await(
          "games that were played with trained weights",
          () ->
              roles
                  .progress("actor-1", ActorProgress.class)
                  .filter(actor -> actor.modelStep() > 0 && actor.gamesPerHour() > 0)
                  .isPresent());
      requireReady(roles, "actor-1", "actor");
      if (where == Where.LEARNER) {
        requireReady(roles, "learner", "learner", "inference");
      } else {
        requireReady(roles, "learner", "learner");
      }
      if (where == Where.INFERENCE_PODS) {
        requireReady(roles, "inference", "inference");
      }
      if (where != Where.ACTORS) {
        learner.await(
            "two actors whose positions are evaluated",
            () -> evaluating(roles, where).filter(RolesIT::isEvaluatingForBoth).isPresent());
      }
      // An actor that is told to stop hands over what it has played; the other one goes on.
      CommandProcess leaving = roles.process("actor-1");
      leaving.signal("TERM");
      assertThat(leaving.exitCode()).as(roles.outputs()).isZero();
      assertThat(leaving.output()).endsWith("stopped\n").doesNotContain("has not taken");

      roles.limit(new Limits((long) STEPS, null, null, null, null));
      learner.await("the end", () -> state(roles) == State.COMPLETE);
      learner.signal("TERM");
      assertThat(learner.exitCode()).as(roles.outputs()).isZero();
      requireTrained(roles);
    }
  }

  private static Optional<InferenceProgress> evaluating(RoleProcesses roles, Where where) {
    return where == Where.INFERENCE_PODS
        ? roles.progress("inference", InferenceProgress.class)
        : roles.progress("learner", LearnerProgress.class).map(LearnerProgress::inference);
  }

  private static boolean isEvaluatingForBoth(InferenceProgress inference) {
    return inference.actors() == 2
        && inference.positionsPerSecond() > 0
        && inference.batchFillPercent() > 0;
  }

  private static State state(RoleProcesses roles) {
    return roles
        .progress("learner", LearnerProgress.class)
        .map(LearnerProgress::state)
        .orElse(State.STARTING);
  }

  /// @param kinds of metrics, see `MetricsPage`
  private static void requireReady(RoleProcesses roles, String name, String... kinds)
      throws IOException {
    assertThat(Objects.requireNonNull(roles.get(name, "/health/live")).statusCode()).isEqualTo(200);
    assertThat(Objects.requireNonNull(roles.get(name, "/health/ready")).statusCode())
        .isEqualTo(200);
    String metrics =
        new String(
            Objects.requireNonNull(roles.get(name, "/metrics")).body(), StandardCharsets.UTF_8);
    MetricsPage.requireDocumented(metrics, kinds);
    assertThat(metrics).contains("jvm_memory_used_bytes");
    if (!List.of(kinds).contains("actor")) {
      assertThat(metrics).contains("alphazero_wire_refused_streams_total 0.0");
    }
  }

  private static void requireTrained(RoleProcesses roles) {
    RunState state = RunState.of(roles.volume());
    TrainingReport report = TrainingReport.read(roles.volume()).orElseThrow();
    assertThat(report.state()).isEqualTo(TrainingReport.State.COMPLETE);
    assertThat(report.steps()).isGreaterThanOrEqualTo(STEPS);
    assertThat(report.reached()).isEqualTo("%,d training steps".formatted(report.steps()));
    assertThat(state.progress().step()).isEqualTo(report.steps());
    List<Episode> episodes = state.episodes();
    assertThat(episodes).hasSize((int) report.games());
    assertThat(episodes.stream().map(Episode::index)).doesNotHaveDuplicates();
    assertThat(episodes.stream().map(e -> ModelVersion.ofPacked(e.modelVersion()).step()))
        .anyMatch(step -> step > 0);
  }
}
