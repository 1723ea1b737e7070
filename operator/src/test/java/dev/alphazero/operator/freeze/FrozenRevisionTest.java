package dev.alphazero.operator.freeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.Golden;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.manifest.RoleRenderer;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.resolve.Snapshot;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class FrozenRevisionTest {
  private static final AlphaZeroTraining TRAINING = Trainings.minimal();

  @Test
  void whatIsWrittenIsReadAgain() {
    for (Snapshot snapshot :
        List.of(
            Snapshots.onGpus(TRAINING), Snapshots.onOneGpu(TRAINING), Snapshots.onCpus(TRAINING))) {
      Frozen frozen = frozen(snapshot);
      assertThat(FrozenRevision.read(stored(revision(frozen, List.of())))).isEqualTo(frozen);
    }
  }

  @Test
  void theFormDoesNotChangeByItself() {
    Golden.assertMatches(
        "controller-revision.yaml",
        Serialization.asYaml(revision(frozen(Snapshots.onGpus(TRAINING)), List.of())));
  }

  @Test
  void theSameContentIsTheSameRevisionAndAnotherFollowsIt() {
    Frozen one = frozen(Snapshots.onGpus(TRAINING));
    Frozen other = frozen(Snapshots.onCpus(TRAINING));
    ControllerRevision first = revision(one, List.of());
    ControllerRevision again = revision(one, List.of(first));
    ControllerRevision second = revision(other, List.of(first));
    ControllerRevision back = revision(one, List.of(first, second));

    assertThat(again).isEqualTo(first);
    assertThat(first.getRevision()).isEqualTo(1);
    assertThat(second.getRevision()).isEqualTo(2);
    assertThat(second.getMetadata().getName())
        .isNotEqualTo(first.getMetadata().getName())
        .matches("c4-[0-9a-f]{8}");
    assertThat(back.getMetadata().getName()).isEqualTo(first.getMetadata().getName());
    assertThat(back.getRevision()).isEqualTo(3);
    assertThat(FrozenRevision.newest(List.of(second, first))).contains(second);
    assertThat(FrozenRevision.newest(List.of())).isEmpty();
  }

  @Test
  void whatCannotBeReadIsAnErrorWithARemedy() {
    assertRefused(data -> data.put("version", 2), "version must be 1, version=2");
    assertRefused(data -> data.remove("version"), "version must be 1, version=");
    assertRefused(data -> data.remove("snapshot"), "snapshot: ");
    assertRefused(data -> data.put("more", 1), "more: ");
    assertRefused(
        data -> ((ObjectNode) data.get("snapshot")).put("profile", 7), "snapshot.profile: ");
    assertRefused(
        data -> ((ObjectNode) data.at("/snapshot/settings/learner")).put("batchSize", "many"),
        "snapshot.settings: ");
    assertRefused(
        data -> ((ObjectNode) data.at("/roles/actor")).remove("workerYaml"),
        "roles.actor.workerYaml: ");
    assertRefused(
        data -> ((ObjectNode) data.at("/roles/actor/template")).put("spec", "none"), "template: ");
  }

  /// An operator that knows one setting more reads what its predecessor wrote.
  @Test
  void aSettingThatIsNewerThanTheRevisionTakesItsDefault() {
    Frozen frozen = frozen(Snapshots.onGpus(TRAINING));
    ControllerRevision revision = revision(frozen, List.of());
    ObjectNode settings = (ObjectNode) ((ObjectNode) revision.getData()).at("/snapshot/settings");
    ((ObjectNode) settings.get("checkpoints")).remove("keep");
    settings.put("forgotten", 1);

    Frozen read = FrozenRevision.read(stored(revision));

    assertThat(read.snapshot().settings()).isEqualTo(frozen.snapshot().settings());
    assertThat(read.roles()).isEqualTo(frozen.roles());
  }

  private static void assertRefused(Consumer<ObjectNode> damage, String problem) {
    ControllerRevision revision = revision(frozen(Snapshots.onGpus(TRAINING)), List.of());
    damage.accept((ObjectNode) revision.getData());
    assertThatThrownBy(() -> FrozenRevision.read(stored(revision)))
        .isInstanceOf(FrozenException.class)
        .hasMessageStartingWith(
            "ControllerRevision " + revision.getMetadata().getName() + " holds what")
        .hasMessageContaining(problem)
        .hasMessageContaining("delete the ControllerRevision to resolve the training anew");
  }

  private static Frozen frozen(Snapshot snapshot) {
    return Freezer.next(
        null,
        snapshot,
        Inputs.of(TRAINING, snapshot),
        true,
        new RoleRenderer("registry.example/worker:1", "registry.example/worker:1-cuda"));
  }

  private static ControllerRevision revision(Frozen frozen, List<ControllerRevision> existing) {
    return FrozenRevision.of(
        frozen,
        new RoleInputs.Training("c4", "games", TRAINING.getMetadata().getUid()),
        Children.owner(TRAINING),
        Children.labels("c4"),
        existing);
  }

  /// As an API server hands it out.
  private static ControllerRevision stored(ControllerRevision revision) {
    return Serialization.unmarshal(Serialization.asJson(revision), ControllerRevision.class);
  }
}
