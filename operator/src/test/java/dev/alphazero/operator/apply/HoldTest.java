package dev.alphazero.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is held back after a refusal.
final class HoldTest {
  private static final int FORBIDDEN = 403;
  private static final int INVALID = 422;

  /// @param object that is refused
  /// @param workloads whether they are held back then
  private record Row(HasMetadata object, int code, boolean workloads) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(new ServiceAccountBuilder().build(), Refusal.NOT_OURS, true),
          new Row(new ServiceAccountBuilder().build(), FORBIDDEN, true),
          new Row(new PersistentVolumeClaimBuilder().build(), Refusal.NOT_OURS, true),
          new Row(new PersistentVolumeClaimBuilder().build(), FORBIDDEN, true),
          new Row(new SecretBuilder().build(), Refusal.NOT_OURS, true),
          new Row(new SecretBuilder().build(), FORBIDDEN, true),
          new Row(new ConfigMapBuilder().build(), INVALID, true),
          new Row(new ServiceBuilder().build(), Refusal.NOT_OURS, true),
          new Row(new ServiceBuilder().build(), FORBIDDEN, false),
          new Row(new NetworkPolicyBuilder().build(), Refusal.NOT_OURS, true),
          new Row(new NetworkPolicyBuilder().build(), FORBIDDEN, false),
          new Row(new StatefulSetBuilder().build(), Refusal.NOT_OURS, true),
          new Row(new StatefulSetBuilder().build(), INVALID, false));

  @TestFactory
  Stream<DynamicTest> workloadsWaitForWhatTheirPodsUse() {
    return ROWS.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.object.getKind() + " " + row.code,
                    () -> {
                      Hold hold = after(new Change.Create(row.object), row.code);
                      assertThat(hold.holds(actors(3))).isEqualTo(row.workloads);
                      assertThat(hold.holds(actors(0))).as("stopped").isFalse();
                      assertThat(hold.holds(new Change.Create(new ServiceBuilder().build())))
                          .isFalse();
                    }));
  }

  @Test
  void nothingFollowsFromWhatIsNotKept() {
    Hold hold = after(new Change.Create(new ControllerRevisionBuilder().build()), FORBIDDEN);
    assertThat(hold.holds(new Change.Create(new ServiceBuilder().build()))).isTrue();
    assertThat(hold.holds(actors(0))).isTrue();
    assertThat(hold.holds(new Change.Delete(new ConfigMapBuilder().build()))).isTrue();
  }

  @Test
  void whatOlderPodsUseStaysWhileTheirWorkloadIsNotWritten() {
    Change removal = new Change.Delete(new ConfigMapBuilder().build());
    Hold refused = after(actors(3), INVALID);
    assertThat(refused.holds(removal)).isTrue();
    Hold held = after(new Change.Create(new SecretBuilder().build()), FORBIDDEN);
    assertThat(held.holds(removal)).as("no workload is to be written").isFalse();
    assertThat(held.holds(actors(3))).isTrue();
    assertThat(held.holds(removal)).isTrue();
  }

  @Test
  void aRemovalThatIsRefusedHoldsNothingBack() {
    Hold hold = after(new Change.Delete(new SecretBuilder().build()), FORBIDDEN);
    assertThat(hold.holds(actors(3))).isFalse();
    assertThat(
            after(new Change.Create(new GenericKubernetesResource()), FORBIDDEN).holds(actors(3)))
        .isFalse();
  }

  private static Hold after(Change change, int code) {
    Hold hold = new Hold();
    hold.refused(change, new Refusal(kind(change.object()), "c4", code, "no"));
    return hold;
  }

  private static String kind(HasMetadata object) {
    return object.getKind() == null ? "PodMonitor" : object.getKind();
  }

  private static Change actors(int replicas) {
    HasMetadata deployment =
        new DeploymentBuilder().withNewSpec().withReplicas(replicas).endSpec().build();
    return new Change.Update(deployment, deployment);
  }
}
