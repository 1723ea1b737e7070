package dev.alphazero.operator.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.crd.role.Role;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TrainingCertificatesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TrainingCertificates FIRST = next(null, MountedSecret.NOTHING, START);

  @ParameterizedTest
  @EnumSource
  void aLeafProvesOneRoleOfOneTraining(Role role) throws GeneralSecurityException {
    X509Certificate leaf = certificate(leafOf(FIRST, role));
    assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=" + role.text());
    assertThat(names(leaf, 6)).containsExactly("alphazero://games/c4/" + role.text());
    assertThat(leaf.getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(((ECPublicKey) leaf.getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
    assertThat(Duration.between(START, leaf.getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(90));
    leaf.verify(certificate(FIRST.authority()).getPublicKey());
  }

  @Test
  void serversHaveTheNamesOfTheirServices() throws GeneralSecurityException {
    assertThat(names(certificate(leafOf(FIRST, Role.ACTOR)), 2)).isEmpty();
    assertThat(names(certificate(leafOf(FIRST, Role.INFERENCE)), 2))
        .containsExactly(
            "c4-inference",
            "c4-inference.games",
            "c4-inference.games.svc",
            "*.c4-inference.games.svc");
    assertThat(names(certificate(leafOf(FIRST, Role.LEARNER)), 2))
        .contains("c4-learner", "c4-learner.games", "c4-learner.games.svc", "c4-inference");
  }

  @Test
  void nothingIsIssuedAgainBeforeItIsDue() {
    Instant later = START.plus(Duration.ofDays(59));
    assertThat(next(FIRST.authority(), FIRST.mounted(), later)).isEqualTo(FIRST);
    assertThat(FIRST.renewAt())
        .isBetween(START.plus(Duration.ofDays(59)), START.plus(Duration.ofDays(60)));
  }

  @Test
  void leavesAreRenewedAfterTwoThirdsOfTheirLifeByTheSameAuthority() {
    Instant due = START.plus(Duration.ofDays(60));
    TrainingCertificates renewed = next(FIRST.authority(), FIRST.mounted(), due);
    assertThat(renewed.authority()).isEqualTo(FIRST.authority());
    assertThat(renewed.mounted().roles().values())
        .doesNotContainAnyElementsOf(FIRST.mounted().roles().values());
    assertThat(renewed.renewAt()).isAfter(due.plus(Duration.ofDays(59)));
  }

  @Test
  void whatIsDamagedIsMadeAnewAndTheRestIsKept() {
    Identity learner = leafOf(FIRST, Role.LEARNER);
    TrainingCertificates foreign = next(null, MountedSecret.NOTHING, START);
    for (Identity damaged :
        List.of(
            new Identity("", learner.key()),
            new Identity(learner.certificate(), ""),
            new Identity(learner.certificate().replace("M", "%"), learner.key()),
            new Identity(learner.certificate(), leafOf(FIRST, Role.ACTOR).key()),
            leafOf(FIRST, Role.ACTOR),
            leafOf(foreign, Role.LEARNER))) {
      Map<Role, Identity> roles = new EnumMap<>(FIRST.mounted().roles());
      roles.put(Role.LEARNER, damaged);
      TrainingCertificates mended =
          next(FIRST.authority(), new MountedSecret(roles, FIRST.mounted().trusted(), null), START);
      assertThat(mended.authority()).isEqualTo(FIRST.authority());
      assertThat(leafOf(mended, Role.ACTOR)).isEqualTo(leafOf(FIRST, Role.ACTOR));
      assertThat(leafOf(mended, Role.LEARNER)).isNotIn(damaged, learner);
      assertThat(next(mended.authority(), mended.mounted(), START)).isEqualTo(mended);
    }
  }

  @Test
  void aLeafIsNoAuthority() {
    Identity learner = leafOf(FIRST, Role.LEARNER);
    assertThat(next(learner, FIRST.mounted(), START).authority()).isNotEqualTo(learner);
  }

  @Test
  void peersOfOneTrainingTrustEachOther() throws Exception {
    assertThat(Handshake.between(FIRST, Role.LEARNER, "c4-learner", FIRST, Role.ACTOR, START))
        .isEqualTo("alphazero://games/c4/actor");
    assertThat(
            Handshake.between(
                FIRST, Role.INFERENCE, "c4-inference.games.svc", FIRST, Role.ACTOR, START))
        .isEqualTo("alphazero://games/c4/actor");
    TrainingCertificates renewed =
        next(FIRST.authority(), FIRST.mounted(), START.plus(Duration.ofDays(61)));
    assertThat(
            Handshake.between(
                FIRST,
                Role.LEARNER,
                "c4-inference",
                renewed,
                Role.INFERENCE,
                START.plus(Duration.ofDays(62))))
        .isEqualTo("alphazero://games/c4/inference");
  }

  @Test
  void othersAreRefused() {
    TrainingCertificates foreign = next(null, MountedSecret.NOTHING, START);
    assertThatThrownBy(
            () -> Handshake.between(FIRST, Role.LEARNER, "c4-learner", foreign, Role.ACTOR, START))
        .as("a client of another authority")
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> Handshake.between(FIRST, Role.INFERENCE, "c4-learner", FIRST, Role.ACTOR, START))
        .as("a server of another name")
        .isInstanceOf(IOException.class);
  }

  private static TrainingCertificates next(
      @Nullable Identity authority, MountedSecret mounted, Instant now) {
    return TrainingCertificates.next(authority, mounted, "games", "c4", now, RANDOM);
  }

  private static Identity leafOf(TrainingCertificates certificates, Role role) {
    return Objects.requireNonNull(certificates.mounted().roles().get(role));
  }

  private static X509Certificate certificate(Identity identity) throws GeneralSecurityException {
    return Pem.readCertificate(identity.certificate());
  }

  /// @param type 2 for DNS names, 6 for URIs
  private static List<String> names(X509Certificate certificate, int type)
      throws GeneralSecurityException {
    return certificate.getSubjectAlternativeNames().stream()
        .filter(name -> name.getFirst().equals(type))
        .map(name -> (String) name.getLast())
        .toList();
  }
}
