package dev.alphazero.operator.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.crd.role.Role;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How one authority takes over from another, minute by minute.
final class HandoverTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TrainingCertificates OLD = next(null, MountedSecret.NOTHING, START);

  /// When the old authority was seen to be gone.
  private static final Instant GONE = START.plus(Duration.ofDays(1));

  private static final TrainingCertificates ANNOUNCED = next(null, OLD.mounted(), GONE);
  private static final TrainingCertificates SIGNED = later(ANNOUNCED, 60);
  private static final TrainingCertificates OVER = later(SIGNED, 120);

  @ParameterizedTest(name = "{0} min, leaves of {1} min")
  @CsvSource({
    "0,    -5000, false, false, 60",
    "59,   -5000, false, false, 60",
    "60,      60, true,  false, 120",
    "119,     60, true,  false, 120",
    "120,     60, true,  true,  120",
    // A leaf was damaged, and made anew by the new authority at once.
    "30,      30, false, false, 90",
    // The operator was away when the leaves were due.
    "500,    500, true,  false, 560",
    "560,    500, true,  true,  560",
  })
  void itsStepsFollowFromTwoTimes(
      int minute, int lastLeaf, boolean announced, boolean over, int nextStep) {
    Handover handover = new Handover(List.of("old"), GONE);
    assertThat(handover.isAnnounced(minutes(minute))).isEqualTo(announced);
    assertThat(handover.isOver(minutes(lastLeaf), minutes(minute))).isEqualTo(over);
    assertThat(Handover.nextStep(GONE, minutes(lastLeaf))).isEqualTo(minutes(nextStep));
  }

  @Test
  void theNewAuthorityIsTrustedBeforeItSignsAndTheOldOneAfterwards() {
    assertThat(ANNOUNCED.authority()).isNotEqualTo(OLD.authority());
    assertThat(ANNOUNCED.mounted())
        .isEqualTo(
            new MountedSecret(
                OLD.mounted().roles(),
                ANNOUNCED.authority().certificate() + OLD.authority().certificate(),
                GONE));
    assertThat(ANNOUNCED.renewAt()).isEqualTo(minutes(60));
    assertThat(later(ANNOUNCED, 59)).isEqualTo(ANNOUNCED);

    assertThat(SIGNED.authority()).isEqualTo(ANNOUNCED.authority());
    assertThat(SIGNED.mounted().trusted()).isEqualTo(ANNOUNCED.mounted().trusted());
    assertThat(SIGNED.mounted().roles().values())
        .doesNotContainAnyElementsOf(OLD.mounted().roles().values());
    assertThat(SIGNED.renewAt()).isEqualTo(minutes(120));
    assertThat(later(SIGNED, 119)).isEqualTo(SIGNED);

    assertThat(OVER)
        .isEqualTo(
            new TrainingCertificates(
                SIGNED.authority(),
                new MountedSecret(
                    SIGNED.mounted().roles(), SIGNED.authority().certificate(), null)));
    assertThat(later(OVER, 121)).isEqualTo(OVER);
  }

  @Test
  void peersThatLagByOneStepStillTrustEachOther() throws Exception {
    List<TrainingCertificates> steps = List.of(OLD, ANNOUNCED, SIGNED, OVER);
    for (int i = 1; i < steps.size(); i++) {
      connect(steps.get(i - 1), steps.get(i));
      connect(steps.get(i), steps.get(i - 1));
    }
    assertThatThrownBy(() -> connect(OLD, SIGNED)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> connect(OVER, ANNOUNCED)).isInstanceOf(IOException.class);
  }

  @Test
  void anAuthorityThatIsDueIsReplacedInTheSameWay() {
    Instant due = START.plus(Duration.ofDays(3652 * 2 / 3 + 1));
    MountedSecret renewed =
        next(OLD.authority(), OLD.mounted(), due.minus(Duration.ofDays(2))).mounted();
    TrainingCertificates announced = next(OLD.authority(), renewed, due);
    assertThat(announced.authority()).isNotEqualTo(OLD.authority());
    assertThat(announced.mounted().roles()).isEqualTo(renewed.roles());
    assertThat(announced.mounted().since()).isEqualTo(due);
  }

  @Test
  void anAuthorityThatSomebodyPutThereIsAnnouncedFirstHoweverOldItIs() {
    Identity own = new Authority(RANDOM).root(START);
    TrainingCertificates announced = next(own, OLD.mounted(), GONE);
    assertThat(announced.authority()).isEqualTo(own);
    assertThat(announced.mounted().roles()).isEqualTo(OLD.mounted().roles());
    assertThat(announced.mounted().since()).isEqualTo(GONE);
  }

  @Test
  void aLeafThatIsMissingMeanwhileIsSignedByTheNewAuthority() {
    Map<Role, Identity> roles = new EnumMap<>(ANNOUNCED.mounted().roles());
    roles.remove(Role.ACTOR);
    MountedSecret mended =
        next(
                ANNOUNCED.authority(),
                new MountedSecret(roles, ANNOUNCED.mounted().trusted(), GONE),
                minutes(30))
            .mounted();
    assertThat(
            CertificateChecks.isLeaf(
                Objects.requireNonNull(mended.roles().get(Role.ACTOR)),
                ANNOUNCED.authority().certificate(),
                CertificateNames.of("games", "c4", Role.ACTOR)))
        .isTrue();
    assertThat(mended.roles().get(Role.LEARNER)).isEqualTo(roles.get(Role.LEARNER));
    assertThat(mended.trusted()).isEqualTo(ANNOUNCED.mounted().trusted());
  }

  @Test
  void bothSecretsDeletedBeginAtOnceWithoutTheOldAuthority() {
    TrainingCertificates anew = next(null, MountedSecret.NOTHING, GONE);
    assertThat(anew.mounted().trusted()).isEqualTo(anew.authority().certificate());
    assertThat(anew.mounted().since()).isNull();
  }

  @Test
  void anAuthorityThatHasEndedIsNotTrustedAnyLonger() {
    Instant end = START.plus(Duration.ofDays(3653));
    TrainingCertificates anew = next(OLD.authority(), OLD.mounted(), end);
    assertThat(anew.mounted().trusted()).isEqualTo(anew.authority().certificate());
    assertThat(anew.mounted().since()).isNull();
  }

  @Test
  void whatSomebodyAddedToTheTrustedIsRemoved() {
    String foreign = new Authority(RANDOM).root(START).certificate();
    for (String added : List.of(foreign, "no certificate", "")) {
      MountedSecret edited =
          new MountedSecret(OLD.mounted().roles(), OLD.mounted().trusted() + added, null);
      assertThat(next(OLD.authority(), edited, GONE)).isEqualTo(OLD);
    }
  }

  @Test
  void aTimeThatIsYetToComeCountsAsNow() {
    MountedSecret edited =
        new MountedSecret(
            ANNOUNCED.mounted().roles(), ANNOUNCED.mounted().trusted(), GONE.plusSeconds(9999999));
    assertThat(next(ANNOUNCED.authority(), edited, minutes(10)).mounted().since())
        .isEqualTo(minutes(10));
  }

  private static void connect(TrainingCertificates server, TrainingCertificates client)
      throws Exception {
    assertThat(
            Handshake.between(server, Role.LEARNER, "c4-learner", client, Role.ACTOR, minutes(90)))
        .isEqualTo("alphazero://games/c4/actor");
  }

  private static TrainingCertificates later(TrainingCertificates seen, int minute) {
    return next(seen.authority(), seen.mounted(), minutes(minute));
  }

  private static Instant minutes(int sinceGone) {
    return GONE.plus(Duration.ofMinutes(sinceGone));
  }

  private static TrainingCertificates next(
      @Nullable Identity authority, MountedSecret mounted, Instant now) {
    return TrainingCertificates.next(authority, mounted, "games", "c4", now, RANDOM);
  }
}
