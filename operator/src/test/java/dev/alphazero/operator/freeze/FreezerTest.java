package dev.alphazero.operator.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.manifest.RoleRenderer;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.resolve.Snapshot;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The upgrade rule: what runs stays as it is until the training changes.
final class FreezerTest {
  private static final Freezer.Renderer OLD =
      new RoleRenderer("registry.example/worker:1", "registry.example/worker:1-cuda");
  private static final Freezer.Renderer NEW = new NewerRenderer();

  @Test
  void anOperatorUpgradeChangesNoRunningPod() {
    AlphaZeroTraining training = Trainings.minimal();
    Frozen running = next(null, training, OLD);

    Frozen upgraded = next(running, training, NEW);

    assertThat(upgraded).isEqualTo(running);
    assertThat(Serialization.asYaml(upgraded.role(Role.LEARNER)))
        .isEqualTo(Serialization.asYaml(running.role(Role.LEARNER)));
  }

  @Test
  void aChangedFieldBringsTheNewRenderingToItsRolesAlone() {
    Frozen running = next(null, Trainings.minimal(), OLD);
    AlphaZeroTraining edited = Trainings.withSpec("  selfPlay: {gamesPerActor: 32}\n");

    Frozen upgraded = next(running, edited, NEW);

    assertThat(upgraded.role(Role.LEARNER)).isEqualTo(running.role(Role.LEARNER));
    assertThat(upgraded.role(Role.INFERENCE)).isEqualTo(running.role(Role.INFERENCE));
    Frozen.FrozenRole actor = upgraded.role(Role.ACTOR);
    assertThat(actor.workerYaml()).contains("gamesPerActor: 32").contains("gained: true");
    assertThat(actor.template().getMetadata().getLabels()).containsEntry("gained", "yes");
    assertThat(actor.template().getSpec().getContainers().getFirst().getImage())
        .isEqualTo("registry.example/worker:2");
    assertThat(actor.configMap())
        .matches("c4-actor-[0-9a-f]{8}")
        .isNotEqualTo(running.role(Role.ACTOR).configMap());
  }

  /// What an operator froze that did not know the setting yet.
  @Test
  void aSettingThatIsNewerThanWhatWasFrozenRestartsNothing() {
    AlphaZeroTraining training = Trainings.minimal();
    Frozen running = next(null, training, OLD);
    ControllerRevision revision = revision(running, training);
    ObjectNode settings = (ObjectNode) ((ObjectNode) revision.getData()).at("/snapshot/settings");
    ((ObjectNode) settings.get("search")).remove("consideredActions");

    Frozen read = FrozenRevision.read(revision);

    assertThat(next(read, training, NEW).roles()).isEqualTo(running.roles());
    AlphaZeroTraining edited = Trainings.withSpec("  search: {consideredActions: 8}\n");
    assertThat(next(read, edited, NEW).role(Role.ACTOR)).isNotEqualTo(running.role(Role.ACTOR));
    assertThat(next(read, edited, NEW).role(Role.INFERENCE))
        .isEqualTo(running.role(Role.INFERENCE));
  }

  /// What an operator froze that knew one device for both roles.
  @Test
  void aDeviceForBothRolesThatWasFrozenRestartsNothing() {
    AlphaZeroTraining training = Trainings.with("device=cuda");
    Frozen running = next(null, training, OLD);
    ControllerRevision revision = revision(running, training);
    ObjectNode settings = (ObjectNode) ((ObjectNode) revision.getData()).at("/snapshot/settings");
    settings.put("device", "cuda");
    ((ObjectNode) settings.get("inference")).remove("device");
    ((ObjectNode) settings.get("learner")).remove("device");

    Frozen read = FrozenRevision.read(revision);

    assertThat(next(read, training, NEW).roles()).isEqualTo(running.roles());
    AlphaZeroTraining edited = Trainings.with("device=cuda", "learner.device=cpu");
    Frozen upgraded = next(read, edited, NEW);
    assertThat(upgraded.role(Role.INFERENCE)).isEqualTo(running.role(Role.INFERENCE));
    assertThat(upgraded.role(Role.ACTOR)).isEqualTo(running.role(Role.ACTOR));
    assertThat(upgraded.role(Role.LEARNER).workerYaml()).contains("device: cpu");
  }

  @Test
  void limitsRestartOnlyALearnerThatDoesNotReadThem() {
    Frozen running = next(null, Trainings.with("completion.games=100"), OLD);
    AlphaZeroTraining raised = Trainings.with("completion.games=200");

    Frozen told = next(running, raised, NEW);
    assertThat(told.roles()).isEqualTo(running.roles());
    assertThat(told.snapshot().settings().completion().games()).isEqualTo(200);
    assertThat(next(told, raised, NEW)).isEqualTo(told);

    Frozen restarted = next(running, raised, false, NEW);
    assertThat(restarted.role(Role.ACTOR)).isEqualTo(running.role(Role.ACTOR));
    assertThat(restarted.role(Role.LEARNER).workerYaml()).contains("games: 200", "gained: true");
    assertThat(next(running, Trainings.with("completion.games=100"), false, NEW))
        .as("nothing changed")
        .isEqualTo(running);

    AlphaZeroTraining more = Trainings.with("completion.games=200", "learner.publishEvery=99");
    assertThat(next(told, more, NEW).role(Role.LEARNER).workerYaml()).contains("games: 200");
  }

  @Test
  void aRoleWithoutPodsIsDroppedAndComesBackAsItIsRenderedThen() {
    AlphaZeroTraining training = Trainings.minimal();
    Frozen running = next(null, training, OLD);
    Snapshot cpus = Snapshots.onCpus(training);

    Frozen dropped = Freezer.next(running, cpus, Inputs.of(training, cpus), true, NEW);
    Frozen back = next(dropped, training, NEW);

    assertThat(dropped.roles()).containsOnlyKeys(Role.ACTOR, Role.LEARNER);
    assertThat(dropped.snapshot()).isEqualTo(cpus);
    assertThat(back.role(Role.INFERENCE).workerYaml()).contains("gained: true");
  }

  private static ControllerRevision revision(Frozen frozen, AlphaZeroTraining training) {
    return FrozenRevision.of(
        frozen,
        new RoleInputs.Training("c4", "games", training.getMetadata().getUid()),
        Children.owner(training),
        Children.labels("c4"),
        List.of());
  }

  private static Frozen next(
      @Nullable Frozen current, AlphaZeroTraining training, Freezer.Renderer renderer) {
    return next(current, training, true, renderer);
  }

  private static Frozen next(
      @Nullable Frozen current,
      AlphaZeroTraining training,
      boolean limitsAreRead,
      Freezer.Renderer renderer) {
    Snapshot snapshot = Snapshots.onGpus(training);
    return Freezer.next(current, snapshot, Inputs.of(training, snapshot), limitsAreRead, renderer);
  }

  /// A later operator: one more label, one more configuration key, another default image.
  private static final class NewerRenderer implements Freezer.Renderer {
    private final Freezer.Renderer same =
        new RoleRenderer("registry.example/worker:2", "registry.example/worker:2-cuda");

    @Override
    public String workerYaml(Role role, RoleInputs inputs, Snapshot snapshot) {
      return same.workerYaml(role, inputs, snapshot) + "gained: true\n";
    }

    @Override
    public PodTemplateSpec template(Role role, RoleInputs inputs, String configMap) {
      return new PodTemplateSpecBuilder(same.template(role, inputs, configMap))
          .editMetadata()
          .addToLabels("gained", "yes")
          .endMetadata()
          .build();
    }
  }
}
