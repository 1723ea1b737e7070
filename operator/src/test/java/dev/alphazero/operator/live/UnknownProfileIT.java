package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroProfile;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.condition.TrainingCondition;
import dev.alphazero.crd.resolve.Profiles;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// A profile that is not there: told at the first look, and taken when it comes, each by an event
/// and not after a time.
final class UnknownProfileIT {
  @Test
  void anUnknownProfileIsToldInTheFirstStatusAndTakenWhenItComes() {
    try (Stage stage = new Stage();
        Statuses statuses = new Statuses(stage);
        RunningOperator operator = stage.operator()) {
      String profile = "hihg-" + stage.namespace;
      stage.apply("t", profile, "");
      stage.awaitCondition("t", "ProfileResolved", "FALSE/ProfileNotFound");
      stage.await("a status is seen", () -> !statuses.all.isEmpty());
      assertThat(statuses.all.getFirst().conditions())
          .filteredOn(condition -> condition.type().equals("ProfileResolved"))
          .singleElement()
          .satisfies(
              condition -> {
                assertThat(condition.status()).isEqualTo(TrainingCondition.Status.FALSE);
                assertThat(condition.reason()).isEqualTo("ProfileNotFound");
                assertThat(condition.message()).contains("profile=" + profile);
              });
      assertThat(statuses.all.getFirst().observedGeneration()).isEqualTo(1);
      assertThat(stage.children()).isEmpty();
      assertThat(stage.status("t").state()).isEqualTo("Pending");

      stage.apply("t", "hihg", "");
      stage.await(
          "the nearest name",
          () -> stage.message("t", "ProfileResolved").contains("did you mean 'high'"));
      stage.apply("t", profile, "");
      stage.await("the first again", () -> stage.message("t", "ProfileResolved").contains(profile));

      int before = operator.reconciliations().of("t");
      AlphaZeroProfile made = new AlphaZeroProfile();
      made.setMetadata(new ObjectMetaBuilder().withName(profile).build());
      made.setSpec(Objects.requireNonNull(Profiles.builtIn().find("cpu")));
      stage.client.resource(made).create();
      stage.awaitCondition("t", "ProfileResolved", "TRUE/Resolved");
      stage.awaitState("t", "Running");
      assertThat(operator.reconciliations().of("t")).isGreaterThan(before);

      stage.client.resource(made).delete();
      stage.applyAndSettle("t", profile, "cleanUpAfterFinished: 1h");
      assertThat(stage.condition("t", "ProfileResolved"))
          .as("what runs was frozen")
          .isEqualTo("TRUE/Resolved");
    }
  }

  /// Every status of the namespace's trainings, in the order in which they were written.
  private static final class Statuses
      implements ResourceEventHandler<AlphaZeroTraining>, AutoCloseable {
    final List<AlphaZeroTrainingStatus> all = new CopyOnWriteArrayList<>();
    private final SharedIndexInformer<AlphaZeroTraining> informer;

    Statuses(Stage stage) {
      informer =
          stage.client.resources(AlphaZeroTraining.class).inNamespace(stage.namespace).inform(this);
    }

    @Override
    public void onAdd(AlphaZeroTraining training) {
      add(training);
    }

    @Override
    public void onUpdate(AlphaZeroTraining before, AlphaZeroTraining now) {
      add(now);
    }

    @Override
    public void onDelete(AlphaZeroTraining training, boolean unknown) {}

    @Override
    public void close() {
      informer.close();
    }

    private void add(AlphaZeroTraining training) {
      if (training.getStatus() != null) {
        all.add(training.getStatus());
      }
    }
  }
}
