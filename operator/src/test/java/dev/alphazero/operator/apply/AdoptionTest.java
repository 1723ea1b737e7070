package dev.alphazero.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What may be done with an object that is there under a wanted name.
final class AdoptionTest {
  private static final AlphaZeroTraining TRAINING = Trainings.minimal();
  private static final Map<String, String> LABELS = Children.labels("c4");
  private static final OwnerReference SELF = Children.owner(TRAINING);
  private static final OwnerReference PREDECESSOR =
      new OwnerReferenceBuilder(SELF).withUid("another").build();
  private static final OwnerReference OTHER_TRAINING =
      new OwnerReferenceBuilder(PREDECESSOR).withName("go").build();
  private static final OwnerReference DEPLOYMENT =
      new OwnerReferenceBuilder(PREDECESSOR).withKind("Deployment").build();

  private record Row(
      String name,
      Map<String, String> labels,
      @Nullable OwnerReference owner,
      boolean leaving,
      Class<? extends Adoption> answer) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("our own", LABELS, SELF, false, Adoption.Own.class),
          new Row("orphaned", LABELS, null, false, Adoption.Adopt.class),
          new Row(
              "with an owner that does not manage it",
              LABELS,
              new OwnerReferenceBuilder(DEPLOYMENT).withController(null).build(),
              false,
              Adoption.Adopt.class),
          new Row("our own, going", LABELS, SELF, true, Adoption.Wait.class),
          new Row("orphaned, going", LABELS, null, true, Adoption.Wait.class),
          new Row("of our predecessor", LABELS, PREDECESSOR, false, Adoption.Wait.class),
          new Row("of another training", LABELS, OTHER_TRAINING, false, Adoption.NotOurs.class),
          new Row("of something else", LABELS, DEPLOYMENT, false, Adoption.NotOurs.class),
          new Row("of something else, going", LABELS, DEPLOYMENT, true, Adoption.NotOurs.class),
          new Row("without labels", Map.of(), null, false, Adoption.NotOurs.class),
          new Row("ours once, disowned", Map.of(), SELF, false, Adoption.NotOurs.class),
          new Row(
              "orphaned by another training",
              Children.labels("go"),
              null,
              false,
              Adoption.NotOurs.class));

  @TestFactory
  Stream<DynamicTest> whoseItIsDecides() {
    return ROWS.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.name,
                    () ->
                        assertThat(Adoption.of(secret(LABELS, SELF, false), live(row), TRAINING))
                            .isInstanceOf(row.answer)));
  }

  @Test
  void aClaimIsAdoptedForTheSameGameAndNetworkOnly() {
    HasMetadata wanted = claim("connect-four 5x64");
    assertThat(Adoption.of(wanted, claim("connect-four 5x64"), TRAINING))
        .isInstanceOf(Adoption.Adopt.class);
    assertThat(Adoption.of(wanted, claim("othello 5x64"), TRAINING))
        .isInstanceOfSatisfying(
            Adoption.NotOurs.class,
            no -> assertThat(no.rule()).contains("connect-four 5x64", "there=othello 5x64"));
    assertThat(Adoption.of(wanted, claim(null), TRAINING)).isInstanceOf(Adoption.NotOurs.class);
  }

  @Test
  void theRuleNamesWhoManagesIt() {
    assertThat(
            Adoption.of(secret(LABELS, SELF, false), secret(LABELS, DEPLOYMENT, false), TRAINING))
        .isInstanceOfSatisfying(
            Adoption.NotOurs.class,
            no -> assertThat(no.rule()).contains("managed-by", "controller=Deployment c4"));
  }

  private static HasMetadata live(Row row) {
    return secret(row.labels, row.owner, row.leaving);
  }

  private static HasMetadata secret(
      Map<String, String> labels, @Nullable OwnerReference owner, boolean leaving) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("c4-ca")
        .withLabels(labels)
        .withOwnerReferences(owner == null ? List.of() : List.of(owner))
        .withDeletionTimestamp(leaving ? "2026-01-01T00:00:00Z" : null)
        .endMetadata()
        .build();
  }

  private static HasMetadata claim(@Nullable String belongsTo) {
    PersistentVolumeClaim claim = new PersistentVolumeClaim();
    claim.setMetadata(secret(LABELS, null, false).getMetadata());
    claim
        .getMetadata()
        .setAnnotations(
            belongsTo == null
                ? new HashMap<>()
                : new HashMap<>(Map.of(Children.BELONGS_TO, belongsTo)));
    return claim;
  }
}
