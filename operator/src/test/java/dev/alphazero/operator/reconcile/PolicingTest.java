package dev.alphazero.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Situation;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.freeze.Freezer;
import dev.alphazero.operator.freeze.Frozen;
import dev.alphazero.operator.freeze.Inputs;
import dev.alphazero.operator.freeze.Snapshots;
import dev.alphazero.operator.gpu.Cluster;
import dev.alphazero.operator.manifest.OperatorConfig;
import dev.alphazero.operator.manifest.RoleRenderer;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.Observer.Sight;
import dev.alphazero.operator.observe.Permissions;
import dev.alphazero.operator.observe.Reports;
import dev.alphazero.operator.observe.Workload;
import dev.alphazero.operator.policy.NamedObject;
import dev.alphazero.operator.policy.Policy;
import dev.alphazero.operator.policy.PolicyReader;
import dev.alphazero.operator.policy.Violation;
import dev.alphazero.operator.resolve.Resolution;
import dev.alphazero.operator.resolve.Snapshot;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the policy keeps from starting, what it refuses, what goes on.
final class PolicingTest {
  private static final OperatorConfig CONFIG =
      new OperatorConfig(
          "operator-system",
          "registry.example/worker:2",
          "registry.example/worker:2-cuda",
          false,
          Map.of(),
          Map.of());
  private static final String GREEDY =
      "  pods: {actor: {priorityClassName: system-node-critical}}\n";
  private static final Resolution WAITING =
      new Resolution.Waiting(Resolution.GPU_NOT_READY, "no capacity yet", Situation.START);

  @Test
  void whatAsksForNothingStarts() {
    AlphaZeroTraining training = Trainings.minimal();
    Resolution resolved = resolved(training);

    Policing.Outcome outcome = police(Policy.DEFAULT, seen(training, null, 0), resolved);

    assertThat(outcome.resolution()).isSameAs(resolved);
    assertThat(outcome.tolerated()).isEmpty();
  }

  @Test
  void whatViolatesDoesNotStart() {
    Policing.Outcome outcome = police(Policy.DEFAULT, seen(Trainings.withSpec(GREEDY), null, 0));

    assertThat(outcome.resolution())
        .isEqualTo(
            new Resolution.Refused(
                Resolution.POLICY_VIOLATED,
                "spec.pods.actor.priorityClassName asks for system-node-critical, which the policy"
                    + " refuses by priorityClasses.refuse=system-*: change it, or ask the operator's"
                    + " administrator to allow it"));
  }

  @Test
  void whatRunsGoesOnWhenThePolicyBecomesNarrower() {
    AlphaZeroTraining training = Trainings.withSpec(GREEDY);
    Resolution resolved = resolved(training);

    Policing.Outcome outcome =
        police(Policy.DEFAULT, seen(training, frozen(training), 1), resolved);

    assertThat(outcome.resolution()).isSameAs(resolved);
    assertThat(outcome.seen().frozen()).isNotNull();
    assertThat(outcome.tolerated())
        .extracting(Violation::field)
        .containsExactly("spec.pods.actor.priorityClassName");
  }

  @Test
  void anEditThatRendersAViolationAnewIsRefusedAndWhatRunsStays() {
    Frozen before = frozen(Trainings.withSpec(GREEDY));
    AlphaZeroTraining edited = Trainings.withSpec(GREEDY + "  search: {simulations: 99}\n");

    Policing.Outcome outcome = police(Policy.DEFAULT, seen(edited, before, 1));

    assertThat(outcome.resolution()).isInstanceOf(Resolution.Refused.class);
    assertThat(outcome.seen().frozen()).isEqualTo(before);
  }

  @Test
  void anEditOfAnotherRoleLeavesAViolationAlone() {
    Frozen before = frozen(Trainings.withSpec(GREEDY));
    AlphaZeroTraining edited = Trainings.withSpec(GREEDY + "  evaluation: {games: 22}\n");

    Policing.Outcome outcome = police(Policy.DEFAULT, seen(edited, before, 1));

    assertThat(outcome.resolution()).isInstanceOf(Resolution.Resolved.class);
    assertThat(outcome.tolerated()).hasSize(1);
  }

  @Test
  void whatStoodStillDoesNotStartAgain() {
    AlphaZeroTraining training = Trainings.withSpec(GREEDY);
    Observed seen = seen(training, frozen(training), 0);

    for (Resolution resolution : List.of(resolved(training), WAITING)) {
      Policing.Outcome outcome = police(Policy.DEFAULT, seen, resolution);

      assertThat(outcome.resolution()).isInstanceOf(Resolution.Refused.class);
      assertThat(outcome.seen().frozen()).isNull();
    }
  }

  @Test
  void whatIsSuspendedIsToldAndKept() {
    AlphaZeroTraining training = Trainings.withSpec(GREEDY + "  suspend: true\n");
    Resolution resolved = resolved(training);

    Policing.Outcome outcome =
        police(Policy.DEFAULT, seen(training, frozen(training), 0), resolved);

    assertThat(outcome.resolution()).isSameAs(resolved);
    assertThat(outcome.seen().frozen()).isNotNull();
    assertThat(outcome.tolerated()).hasSize(1);
  }

  @Test
  void anIdentityThatIsRefusedIsNotTakenAndOneThatIsThereStays() {
    AlphaZeroTraining training =
        Trainings.withSpec("  pods: {serviceAccountAnnotations: {role: payroll}}\n");
    Frozen frozen = frozen(training);

    Policing.Outcome starts = police(Policy.DEFAULT, seen(training, null, 0));
    Policing.Outcome edited = police(Policy.DEFAULT, seen(training, frozen, 1), "games");
    Policing.Outcome kept = police(Policy.DEFAULT, seen(training, frozen, 1), "payroll");

    assertThat(starts.resolution()).isInstanceOf(Resolution.Refused.class);
    assertThat(edited.resolution()).isInstanceOf(Resolution.Refused.class);
    assertThat(edited.seen().frozen()).isEqualTo(frozen);
    assertThat(account(edited, Map.of("role", "payroll"), Map.of("role", "games", "other", "x")))
        .containsExactly(Map.entry("role", "games"));
    assertThat(account(edited, Map.of("role", "payroll"), Map.of())).isEmpty();
    assertThat(kept.resolution()).isInstanceOf(Resolution.Resolved.class);
    assertThat(kept.tolerated()).hasSize(1);
  }

  @Test
  void whatIsNamedMustBeAllowedByItsOwner() {
    AlphaZeroTraining training =
        Trainings.withSpec("  pods: {learner: {envFrom: [{secretRef: {name: proxy}}]}}\n");
    Observed seen = seen(training, null, 0);
    Resolution resolved = resolved(training);

    assertThat(police(Policy.DEFAULT, seen).resolution())
        .isEqualTo(
            new Resolution.Refused(
                Resolution.OBJECT_NOT_ALLOWED,
                "spec.pods.learner.envFrom names Secret/proxy, which must be there and be labelled"
                    + " for this training by its owner: kubectl -n games label secret proxy"
                    + " alphazero.dev/trainings=c4"));
    assertThat(
            new Policing(Policy.DEFAULT, CONFIG)
                .of(
                    new Sight(
                        seen,
                        List.of(),
                        new Permissions(Map.of(), Set.of(new NamedObject("Secret", "proxy")))),
                    resolved,
                    PolicingTest::next)
                .resolution())
        .isSameAs(resolved);
  }

  @Test
  void theNamespaceDecides() {
    Policy policy =
        PolicyReader.read(
            """
            version: 1
            contact: the platform team
            namespaces:
            - name: gold
              namespaceSelector: {matchLabels: {tier: gold}}
              bounds: {priorityClasses: {refuse: []}}
            """);
    Observed seen = seen(Trainings.withSpec(GREEDY), null, 0);

    assertThat(police(policy, seen, "tier", "gold").resolution())
        .isInstanceOf(Resolution.Resolved.class);
    assertThat(police(policy, seen, "tier", "iron").resolution())
        .isInstanceOfSatisfying(
            Resolution.Refused.class,
            no -> assertThat(no.message()).endsWith("or ask the platform team to allow it"));
  }

  private static Policing.Outcome police(Policy policy, Observed seen) {
    return police(policy, seen, resolved(seen.training()));
  }

  private static Policing.Outcome police(Policy policy, Observed seen, String label, String value) {
    return police(policy, seen, resolved(seen.training()), Map.of(label, value));
  }

  /// @param role annotation of the account that is there
  private static Policing.Outcome police(Policy policy, Observed seen, String role) {
    ServiceAccount account =
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName("c4")
            .addToAnnotations("role", role)
            .endMetadata()
            .build();
    return new Policing(policy, CONFIG)
        .of(
            new Sight(seen, List.of(account), new Permissions(Map.of(), Set.of())),
            resolved(seen.training()),
            PolicingTest::next);
  }

  /// Returns the annotations that an account gets.
  private static Map<String, String> account(
      Policing.Outcome outcome, Map<String, String> asked, Map<String, String> there) {
    ServiceAccount account =
        new ServiceAccountBuilder().withNewMetadata().withAnnotations(asked).endMetadata().build();
    OwnAccount.keep(List.of(account), outcome.refusedAnnotations(), there);
    return account.getMetadata().getAnnotations();
  }

  private static Policing.Outcome police(Policy policy, Observed seen, Resolution resolution) {
    return police(policy, seen, resolution, Map.of());
  }

  private static Policing.Outcome police(
      Policy policy, Observed seen, Resolution resolution, Map<String, String> labels) {
    return new Policing(policy, CONFIG)
        .of(
            new Sight(seen, List.of(), new Permissions(labels, Set.of())),
            resolution,
            PolicingTest::next);
  }

  private static Frozen next(Observed seen, Resolution resolution, Snapshot snapshot) {
    Frozen before = seen.frozen();
    return before != null && !(resolution instanceof Resolution.Resolved)
        ? before
        : freeze(before, seen.training(), snapshot);
  }

  private static Frozen frozen(AlphaZeroTraining training) {
    return freeze(null, training, Snapshots.onCpus(training));
  }

  private static Frozen freeze(
      @Nullable Frozen before, AlphaZeroTraining training, Snapshot snapshot) {
    return Freezer.next(
        before,
        snapshot,
        Inputs.of(training, snapshot),
        true,
        new RoleRenderer(CONFIG.workerImage(), CONFIG.cudaImage()));
  }

  private static Resolution resolved(AlphaZeroTraining training) {
    return new Resolution.Resolved(Snapshots.onCpus(training), List.of(), "");
  }

  private static Observed seen(AlphaZeroTraining training, @Nullable Frozen frozen, int running) {
    Map<Role, Workload> workloads = new EnumMap<>(Role.class);
    if (frozen != null) {
      workloads.put(Role.LEARNER, new Workload(running, running, running, running, true, ""));
    }
    return new Observed(
        training,
        frozen,
        null,
        workloads,
        List.of(),
        null,
        null,
        Reports.NONE,
        new Cluster.Nodes(List.of()),
        Profiles.builtIn(),
        Situation.START);
  }
}
