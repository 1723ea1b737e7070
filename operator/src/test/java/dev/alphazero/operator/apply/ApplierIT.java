package dev.alphazero.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.apiserver.ApiServer;
import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What happens between a look and a write: the server's answer decides, and nobody's object is
/// changed.
final class ApplierIT {
  private final KubernetesClient client = ApiServer.shared().client();
  private final String namespace = ApiServer.shared().namespace();
  private final List<HasMetadata> written = new ArrayList<>();

  @AfterEach
  void end() {
    client.close();
  }

  @Test
  void anObjectThatSomebodyElsePutInItsPlaceIsNotTouched() {
    AlphaZeroTraining training = training();
    HasMetadata seen = makeAccount(training);
    seen.getMetadata().getAnnotations().remove(Changes.HASH);
    client.resource(seen).delete();
    ServiceAccount foreign = client.resource(nobodys()).create();
    assertThat(apply(training, seen).list())
        .singleElement()
        .returns(Refusal.NOT_OURS, Refusal::code)
        .satisfies(refusal -> assertThat(refusal.message()).contains("controller=none"));
    assertThat(client.resource(foreign).get()).isEqualTo(foreign);
  }

  @Test
  void anObjectThatSomebodyElseMadeMeanwhileIsNotTouched() {
    AlphaZeroTraining training = training();
    ServiceAccount foreign = client.resource(nobodys()).create();
    assertThat(apply(training).list()).extracting(Refusal::code).containsExactly(Refusal.NOT_OURS);
    assertThat(client.resource(foreign).get()).isEqualTo(foreign);
    assertThat(written).isEmpty();
  }

  @Test
  void ourOwnThatWasEditedMeanwhileIsWrittenAfterAnotherLook() {
    AlphaZeroTraining training = training();
    HasMetadata seen = makeAccount(training);
    client
        .resource(seen)
        .edit(
            it -> {
              it.getMetadata().getLabels().put("time", "1");
              return it;
            });
    seen.getMetadata().getAnnotations().remove(Changes.HASH);
    assertThat(apply(training, seen).list()).isEmpty();
    assertThat(client.resource(seen).get().getMetadata().getLabels()).containsEntry("time", "1");
    assertThat(written).hasSize(2);
  }

  @Test
  void whatIsOrphanedIsAdopted() {
    AlphaZeroTraining training = training();
    HasMetadata orphan = client.resource(orphan(training)).create();
    assertThat(apply(training, orphan).list()).isEmpty();
    assertThat(client.resource(orphan).get().getMetadata())
        .returns(orphan.getMetadata().getUid(), ObjectMeta::getUid)
        .satisfies(
            now -> assertThat(now.getOwnerReferences()).containsExactly(Children.owner(training)));
  }

  /// The garbage collector would delete at once what gets an owner that is gone.
  @Test
  void nothingIsAdoptedForATrainingThatIsGone() {
    AlphaZeroTraining training = training();
    client.resource(training).delete();
    assertNothingIsAdopted(training);
  }

  @Test
  void nothingIsAdoptedForATrainingWhoseNameAnotherHas() {
    AlphaZeroTraining training = training();
    client.resource(training).delete();
    training();
    assertNothingIsAdopted(training);
  }

  @Test
  void nothingIsAdoptedForATrainingThatIsBeingDeleted() {
    AlphaZeroTraining training = training("test/hold");
    client.resource(training).delete();
    assertNothingIsAdopted(training);
    client
        .resource(training)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
  }

  private void assertNothingIsAdopted(AlphaZeroTraining training) {
    HasMetadata orphan = client.resource(orphan(training)).create();
    assertThatThrownBy(() -> apply(training, orphan))
        .isInstanceOf(TrainingGoneException.class)
        .hasMessageContaining("uid=" + training.getMetadata().getUid());
    assertThatThrownBy(() -> apply(training)).isInstanceOf(TrainingGoneException.class);
    assertThat(client.resource(orphan).get()).isEqualTo(orphan);
  }

  private Refusals apply(AlphaZeroTraining training, HasMetadata... seen) {
    return new Applier(client, training, written::add, _ -> {})
        .apply(
            Changes.between(List.of(account(training)), List.of(seen), _ -> true),
            Refusals.NONE,
            Instant.EPOCH);
  }

  private HasMetadata makeAccount(AlphaZeroTraining training) {
    assertThat(apply(training).list()).isEmpty();
    return written.getFirst();
  }

  private static HasMetadata account(AlphaZeroTraining training) {
    return new ServiceAccountBuilder().withMetadata(Children.metadata(training, "c4")).build();
  }

  private static HasMetadata orphan(AlphaZeroTraining training) {
    HasMetadata account = account(training);
    account.getMetadata().setOwnerReferences(List.of());
    return account;
  }

  private ServiceAccount nobodys() {
    return new ServiceAccountBuilder()
        .withNewMetadata()
        .withName("c4")
        .withNamespace(namespace)
        .endMetadata()
        .addNewImagePullSecret("payroll-registry")
        .build();
  }

  private AlphaZeroTraining training(String... finalizers) {
    ApiServer.shared().installCrds();
    AlphaZeroTraining training = Trainings.minimal();
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName("c4");
    metadata.setNamespace(namespace);
    metadata.setFinalizers(List.of(finalizers));
    training.setMetadata(metadata);
    return client.resource(training).create();
  }
}
