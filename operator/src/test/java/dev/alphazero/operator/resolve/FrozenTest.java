package dev.alphazero.operator.resolve;

import static dev.alphazero.operator.resolve.Resolving.NOW;
import static dev.alphazero.operator.resolve.Resolving.annotated;
import static dev.alphazero.operator.resolve.Resolving.first;
import static dev.alphazero.operator.resolve.Resolving.nodes;
import static dev.alphazero.operator.resolve.Resolving.resolve;
import static dev.alphazero.operator.resolve.Resolving.resolved;
import static dev.alphazero.operator.resolve.Resolving.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroProfileSpec;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.InferenceSpec;
import dev.alphazero.crd.json.StrictJson;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.resolve.SettingsJson;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.gpu.Cluster;
import dev.alphazero.operator.gpu.Nodes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What happens to a resolution that is frozen.
final class FrozenTest {
  private static final Cluster ONE_T4 = nodes(Nodes.with("t", 1, Nodes.T4));
  private static final Cluster A100 = nodes(Nodes.with("a", 4, Nodes.A100));
  private static final Profiles OTHER_PROFILES =
      Profiles.builtIn()
          .with(
              "mid",
              new AlphaZeroProfileSpec(
                  null,
                  true,
                  null,
                  null,
                  new InferenceSpec(null, null, 333, null, null, null, null, null),
                  null,
                  null,
                  null,
                  null));

  private final Snapshot frozen = snapshot(first(Trainings.minimal(), ONE_T4));

  @Test
  void neitherClusterNorProfilesChangeIt() {
    for (Cluster cluster : new Cluster[] {A100, nodes(), new Cluster.Unreadable()}) {
      assertThat(
              snapshot(Resolve.of(Trainings.minimal(), frozen, null, cluster, OTHER_PROFILES, NOW)))
          .isEqualTo(frozen);
    }
  }

  @Test
  void aBetterProfileIsSaidAndNotTaken() {
    assertThat(resolved(resolve(Trainings.minimal(), frozen, A100)).better()).isEqualTo("high");
    assertThat(resolved(resolve(Trainings.minimal(), frozen, ONE_T4)).better()).isEmpty();
    assertThat(resolved(resolve(Trainings.minimal(), frozen, nodes())).better()).isEmpty();
    Snapshot high = snapshot(first(Trainings.minimal(), A100));
    assertThat(resolved(resolve(Trainings.minimal(), high, ONE_T4)).better()).isEmpty();
    AlphaZeroTraining named = Trainings.with("profile=low");
    assertThat(resolved(resolve(named, snapshot(first(named, ONE_T4)), A100)).better()).isEmpty();
  }

  @Test
  void anotherProfileResolvesAgain() {
    Snapshot low = snapshot(resolve(Trainings.with("profile=low"), frozen, A100));
    assertThat(low.profile()).isEqualTo("low");
    assertThat(low.requested()).isEqualTo("low");
    assertThat(low.settings().inference().batchSize()).isEqualTo(128);
    assertThat(snapshot(resolve(Trainings.minimal(), low, ONE_T4))).isEqualTo(frozen);
    assertThat(resolve(Trainings.with("profile=none-such"), frozen, A100))
        .isInstanceOf(Resolution.Refused.class);
  }

  @Test
  void theAnnotationResolvesAgainOncePerValue() {
    AlphaZeroTraining training = annotated(Trainings.minimal(), "1");
    Snapshot high = snapshot(resolve(training, frozen, A100));
    assertThat(high.profile()).isEqualTo("high");
    assertThat(high.trigger()).isEqualTo("1");
    assertThat(snapshot(resolve(training, high, ONE_T4))).isEqualTo(high);
    assertThat(snapshot(resolve(Trainings.minimal(), high, ONE_T4))).isEqualTo(high);
    assertThat(snapshot(resolve(annotated(Trainings.minimal(), "2"), high, ONE_T4)).profile())
        .isEqualTo("mid");
  }

  @Test
  void aResumedTrainingIsResolvedAgainAndWaitsForItsGpus() {
    AlphaZeroTraining training = Trainings.minimal();
    assertThat(snapshot(Resolve.of(training, frozen, NOW, A100, Profiles.builtIn(), NOW)).profile())
        .isEqualTo("high");
    Cluster late = nodes(Nodes.node("t", "", 0, "gpu.present=true"));
    assertThat(Resolve.of(training, frozen, NOW, late, Profiles.builtIn(), NOW.plusSeconds(119)))
        .isInstanceOfSatisfying(
            Resolution.Waiting.class,
            waiting -> assertThat(waiting.until()).isEqualTo(NOW.plus(Duration.ofMinutes(2))));
    assertThat(
            snapshot(
                    Resolve.of(
                        training, frozen, NOW, late, Profiles.builtIn(), NOW.plusSeconds(120)))
                .profile())
        .isEqualTo("cpu");
    assertThat(
            snapshot(Resolve.of(training, frozen, NOW, ONE_T4, OTHER_PROFILES, NOW))
                .settings()
                .inference()
                .batchSize())
        .isEqualTo(333);
  }

  @Test
  void editsMergeOverIt() {
    Snapshot edited =
        snapshot(
            Resolve.of(
                Trainings.with("inference.batchSize=100", "learner.replay.windowSamples=20000"),
                frozen,
                null,
                A100,
                OTHER_PROFILES,
                NOW));
    assertThat(edited.settings().inference().batchSize()).isEqualTo(100);
    assertThat(edited.origins())
        .containsEntry("inference.batchSize", "the specification")
        .containsEntry("learner.batchSize", "profile mid, limited to 512 by the replay window");
    assertThat(edited.settings().actors()).isEqualTo(frozen.settings().actors());
    assertThat(snapshot(resolve(Trainings.minimal(), edited, A100))).isEqualTo(frozen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          actors.autoscaling.min=50 | InvalidSettings       | actors.autoscaling.max=24 (profile mid)
          inference.replicas=3      | InvalidSettings       | gpuSharing=shared (auto: one GPU in all)
          seed=1                    | ImmutableFieldChanged | spec.seed cannot change in a training: it was 0, now 1; create another training
          network.blocks=9          | ImmutableFieldChanged | spec.network.blocks cannot change in a training: it was 5, now 9
          game.name=tic-tac-toe     | ImmutableFieldChanged | spec.game.name cannot change in a training: it was connect-four, now tic-tac-toe
          """)
  void editsThatBreakARuleAreRefused(String assignment, String reason, String words) {
    assertThat(resolve(Trainings.with(assignment), frozen, ONE_T4))
        .isInstanceOfSatisfying(
            Resolution.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.message()).contains(words);
            });
  }

  @Test
  void theDeviceCanBeEdited() {
    Snapshot cpu = snapshot(resolve(Trainings.with("device=cpu"), frozen, ONE_T4));
    assertThat(cpu.gpu()).isFalse();
    assertThat(cpu.profile()).isEqualTo("mid");
    assertThat(snapshot(resolve(Trainings.minimal(), cpu, A100))).isEqualTo(frozen);
  }

  @Test
  void oneRolesDeviceCanBeEdited() {
    Snapshot edited = snapshot(resolve(Trainings.with("learner.device=cpu"), frozen, ONE_T4));
    assertThat(edited.usesGpu(Role.LEARNER)).isFalse();
    assertThat(edited.usesGpu(Role.INFERENCE)).isTrue();
    assertThat(edited.sharing()).as("frozen with the profile").isEqualTo(frozen.sharing());
    assertThat(resolve(Trainings.with("device=cuda:1"), frozen, ONE_T4))
        .isInstanceOf(Resolution.Refused.class);
  }

  @Test
  void itIsTheSameAfterItWasWrittenAndRead() {
    Cluster mixed = nodes(Nodes.with("t", 4, Nodes.T4), Nodes.with("a", 2, Nodes.A100));
    for (Snapshot snapshot :
        new Snapshot[] {
          frozen,
          snapshot(first(Trainings.minimal(), mixed)),
          snapshot(first(Trainings.with("profile=cpu", "completion.errorRate=0.01"), mixed))
        }) {
      Snapshot read = SettingsJson.readKept(StrictJson.node(snapshot), Snapshot.class);
      assertThat(read).isEqualTo(snapshot);
      assertThat(SettingsJson.hash(read.settings()))
          .isEqualTo(SettingsJson.hash(snapshot.settings()));
    }
  }
}
