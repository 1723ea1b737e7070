package dev.alphazero.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.tls.Identity;
import dev.alphazero.operator.tls.MountedSecret;
import dev.alphazero.operator.tls.TrainingCertificates;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which certificates hold while their Secrets are written, lost and edited.
final class CertificateKeeperTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final CertificateKeeper keeper = new CertificateKeeper(new SecureRandom());
  private final AlphaZeroTraining training = Trainings.minimal();

  @Test
  void keysThatAreNotWrittenYetStay() {
    TrainingCertificates made = next();
    assertThat(next()).isEqualTo(made);
    assertThat(next(root(made))).as("one of two is written").isEqualTo(made);
    assertThat(next(root(made), leaves(made))).isEqualTo(made);
  }

  @Test
  void anotherOperatorTakesOverWhatIsWritten() {
    TrainingCertificates made = next();
    CertificateKeeper successor = new CertificateKeeper(new SecureRandom());
    assertThat(successor.next(training, List.of(root(made), leaves(made)), START)).isEqualTo(made);
  }

  @Test
  void aSecretThatWasDeletedComesBackWithTheSameAuthority() {
    TrainingCertificates made = next();
    next(root(made), leaves(made));
    TrainingCertificates again = next(root(made));
    assertThat(again.authority()).isEqualTo(made.authority());
    assertThat(again.mounted().roles())
        .doesNotContainValue(made.mounted().roles().get(Role.LEARNER));
  }

  @Test
  void aLeafThatWasEditedIsMadeAnewAndOnlyThat() {
    TrainingCertificates made = next();
    next(root(made), leaves(made));
    Secret edited = leaves(made);
    edited.getData().put("actor.crt", base64("mine"));
    TrainingCertificates healed = next(root(made), edited);
    assertThat(healed.mounted().roles().get(Role.ACTOR))
        .isNotEqualTo(made.mounted().roles().get(Role.ACTOR));
    assertThat(healed.mounted().roles().get(Role.LEARNER))
        .isEqualTo(made.mounted().roles().get(Role.LEARNER));
    assertThat(healed.authority()).isEqualTo(made.authority());
  }

  @Test
  void leavesAreRenewedWhenTheyAreDueAndNotBefore() {
    TrainingCertificates made = next();
    List<HasMetadata> written = List.of(root(made), leaves(made));
    assertThat(keeper.next(training, written, START.plus(Duration.ofDays(59)))).isEqualTo(made);
    TrainingCertificates renewed = keeper.next(training, written, START.plus(Duration.ofDays(61)));
    assertThat(renewed.authority()).isEqualTo(made.authority());
    assertThat(renewed.mounted().roles().values())
        .doesNotContainAnyElementsOf(made.mounted().roles().values());
  }

  @Test
  void anAuthorityThatWasDeletedIsReplacedStepByStepByWhicheverOperatorRuns() {
    TrainingCertificates made = next();
    next(root(made), leaves(made));
    TrainingCertificates announced = next(leaves(made));
    assertThat(announced.authority()).isNotEqualTo(made.authority());
    assertThat(announced.mounted().roles()).isEqualTo(made.mounted().roles());
    assertThat(announced.mounted().trusted()).contains(made.mounted().trusted());
    assertThat(next(root(announced), leaves(made))).as("half written").isEqualTo(announced);

    CertificateKeeper successor = new CertificateKeeper(new SecureRandom());
    List<HasMetadata> written = List.of(root(announced), leaves(announced));
    assertThat(successor.next(training, written, START.plus(Duration.ofMinutes(59))))
        .isEqualTo(announced);
    TrainingCertificates signed =
        successor.next(training, written, START.plus(Duration.ofMinutes(60)));
    assertThat(signed.mounted().roles().values())
        .doesNotContainAnyElementsOf(made.mounted().roles().values());
    assertThat(signed.mounted().trusted()).isEqualTo(announced.mounted().trusted());
    TrainingCertificates over =
        successor.next(
            training, List.of(root(signed), leaves(signed)), START.plus(Duration.ofMinutes(120)));
    assertThat(over.mounted().roles()).isEqualTo(signed.mounted().roles());
    assertThat(over.mounted().trusted()).isEqualTo(announced.authority().certificate());
    assertThat(over.mounted().since()).isNull();
  }

  @Test
  void aTrainingOfTheSameNameBeginsAnew() {
    TrainingCertificates made = next();
    keeper.forget(ResourceID.fromResource(training));
    assertThat(next().authority()).isNotEqualTo(made.authority());
  }

  private TrainingCertificates next(HasMetadata... children) {
    return keeper.next(training, List.of(children), START);
  }

  private static Secret root(TrainingCertificates certificates) {
    return secret(Children.authoritySecret("c4"), Map.of("ca", certificates.authority()));
  }

  private static Secret leaves(TrainingCertificates certificates) {
    Map<String, Identity> identities = new HashMap<>();
    certificates
        .mounted()
        .roles()
        .forEach((role, identity) -> identities.put(role.text(), identity));
    Secret secret = secret(Children.certificatesSecret("c4"), identities);
    MountedSecret mounted = certificates.mounted();
    secret.getData().put("ca.crt", base64(mounted.trusted()));
    if (mounted.since() != null) {
      secret.getData().put("ca-since", base64(mounted.since().toString()));
    }
    return secret;
  }

  private static Secret secret(String name, Map<String, Identity> identities) {
    Map<String, String> data = new HashMap<>();
    identities.forEach(
        (key, identity) -> {
          data.put(key + ".crt", base64(identity.certificate()));
          data.put(key + ".key", base64(identity.key()));
        });
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withData(data)
        .build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
