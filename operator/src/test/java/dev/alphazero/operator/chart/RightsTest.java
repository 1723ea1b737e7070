package dev.alphazero.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The operator's rights.
final class RightsTest {
  private static final Map<String, Object> EVERYWHERE = Map.of("crds.enabled", false);
  private static final Map<String, Object> IN_TWO_NAMESPACES =
      Map.of(
          "crds.enabled", false,
          "watch.namespaces[0]", "team-a",
          "watch.namespaces[1]", "team-b");

  /// What belongs to no namespace.
  private static final Set<String> OF_THE_CLUSTER =
      Set.of("/nodes", "alphazero.dev/alphazeroprofiles", "storage.k8s.io/storageclasses");

  @Test
  void aClusterWideOperatorHasOneClusterRoleAndTheLease() {
    Release release = Release.of(EVERYWHERE);

    assertThat(operatorClusterRoles(release)).hasSize(1);
    assertThat(release.resources(Role.class))
        .extracting(role -> role.getMetadata().getNamespace() + "/" + role.getMetadata().getName())
        .containsExactly("alphazero-system/alphazero-operator-leader");
  }

  @Test
  void aNamespacedOperatorHasTheSameRightsInItsNamespacesOnly() {
    Release release = Release.of(IN_TWO_NAMESPACES);

    assertThat(operatorClusterRoles(release))
        .singleElement()
        .satisfies(role -> assertThat(resourcesOf(role.getRules())).isEqualTo(OF_THE_CLUSTER));
    List<PolicyRule> everywhere =
        operatorClusterRoles(Release.of(EVERYWHERE)).getFirst().getRules();
    for (String namespace : List.of("team-a", "team-b")) {
      assertThat(everywhere).containsAll(roleIn(release, namespace).getRules());
    }
    assertThat(resourcesOf(roleIn(release, "team-a").getRules()))
        .doesNotContainAnyElementsOf(OF_THE_CLUSTER)
        .hasSameSizeAs(
            resourcesOf(everywhere).stream().filter(r -> !OF_THE_CLUSTER.contains(r)).toList());
  }

  @Test
  void withoutNodesANamespacedOperatorHasNoRightOnTheCluster() {
    Release release =
        Release.of(
            Map.of("watch.namespaces[0]", "team-a", "nodes.read", false, "rbac.aggregate", false));

    assertThat(release.resources(ClusterRole.class)).isEmpty();
    assertThat(release.resources(ClusterRoleBinding.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"kubernetes\\.io/metadata\\.name, false", "tier, true"})
  void namespacesAreARightOnlyWhenThePolicyGoesByTheirLabels(String label, boolean right) {
    Release release =
        Release.of(
            Map.of(
                "watch.namespaces[0]",
                "team-a",
                "nodes.read",
                false,
                "rbac.aggregate",
                false,
                "policy.namespaces[0].name",
                "gold",
                "policy.namespaces[0].namespaceSelector.matchLabels." + label,
                "gold",
                "policy.namespaces[0].bounds.affinityToOtherNamespaces",
                true));

    assertThat(
            release.resources(ClusterRole.class).stream()
                .flatMap(role -> resourcesOf(role.getRules()).stream()))
        .containsExactlyElementsOf(right ? List.of("/namespaces") : List.of());
  }

  @Test
  void everyRoleOfTheOperatorIsBoundToItsAccount() {
    Release release = Release.of(IN_TWO_NAMESPACES);

    assertThat(release.resources(RoleBinding.class))
        .hasSameSizeAs(release.resources(Role.class))
        .allSatisfy(
            binding -> {
              assertThat(binding.getSubjects()).hasSize(1);
              assertThat(binding.getSubjects().getFirst().getName())
                  .isEqualTo("alphazero-operator");
              assertThat(binding.getSubjects().getFirst().getNamespace())
                  .isEqualTo("alphazero-system");
            });
    assertThat(release.resources(ClusterRoleBinding.class))
        .singleElement()
        .satisfies(
            binding ->
                assertThat(binding.getRoleRef().getName())
                    .isEqualTo("alphazero-system:alphazero-operator"));
  }

  @Test
  void noRuleHasAWildcardAndNoneTouchesASpec() {
    List<PolicyRule> rules = operatorClusterRoles(Release.ofEverything()).getFirst().getRules();

    assertThat(rules)
        .allSatisfy(
            rule -> {
              assertThat(rule.getApiGroups()).doesNotContain("*");
              assertThat(rule.getResources()).doesNotContain("*");
              assertThat(rule.getVerbs())
                  .doesNotContain("*", "deletecollection", "escalate", "bind", "impersonate");
            });
    assertThat(verbsOn(rules, "alphazerotrainings"))
        .containsExactlyInAnyOrder("get", "list", "watch");
    assertThat(verbsOn(rules, "nodes")).containsExactlyInAnyOrder("list", "watch");
  }

  @Test
  void theLeaseIsTheOnlyOneThatMayBeChanged() {
    List<PolicyRule> rules =
        Release.of(Map.of("leaderElection.name", "mine"))
            .resources(Role.class)
            .getFirst()
            .getRules();

    assertThat(rules)
        .filteredOn(rule -> !rule.getVerbs().equals(List.of("create")))
        .allSatisfy(rule -> assertThat(rule.getResourceNames()).containsExactly("mine"));
  }

  @Test
  void podMonitorsAreARightOnlyWhenTheyAreWanted() {
    assertThat(resourcesOf(operatorClusterRoles(Release.of(EVERYWHERE)).getFirst().getRules()))
        .doesNotContain("monitoring.coreos.com/podmonitors");
    assertThat(resourcesOf(operatorClusterRoles(Release.ofEverything()).getFirst().getRules()))
        .contains("monitoring.coreos.com/podmonitors");
  }

  /// The roles that are bound to the operator, not those that people get.
  private static List<ClusterRole> operatorClusterRoles(Release release) {
    return release.resources(ClusterRole.class).stream()
        .filter(
            role ->
                role.getMetadata().getLabels().keySet().stream()
                    .noneMatch(label -> label.contains("aggregate-to")))
        .toList();
  }

  private static Role roleIn(Release release, String namespace) {
    return release.resources(Role.class).stream()
        .filter(role -> role.getMetadata().getNamespace().equals(namespace))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> resourcesOf(List<PolicyRule> rules) {
    return rules.stream()
        .flatMap(
            rule ->
                rule.getResources().stream()
                    .map(resource -> rule.getApiGroups().getFirst() + "/" + resource))
        .collect(Collectors.toSet());
  }

  private static Set<String> verbsOn(List<PolicyRule> rules, String resource) {
    return rules.stream()
        .filter(rule -> rule.getResources().contains(resource))
        .flatMap(rule -> rule.getVerbs().stream())
        .collect(Collectors.toSet());
  }
}
