package dev.alphazero.operator.policy;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.List;
import java.util.stream.Stream;

/// What a pod's affinity is about.
final class Affinities {
  private Affinities() {}

  /// Returns what is required or preferred of nodes.
  static Stream<NodeSelectorRequirement> nodes(PodTemplateSpec pods) {
    Affinity affinity = pods.getSpec().getAffinity();
    NodeAffinity nodes = affinity == null ? null : affinity.getNodeAffinity();
    if (nodes == null) {
      return Stream.of();
    }
    Stream<NodeSelectorTerm> required =
        nodes.getRequiredDuringSchedulingIgnoredDuringExecution() == null
            ? Stream.of()
            : nodes
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms()
                .stream();
    Stream<NodeSelectorTerm> preferred =
        nodes.getPreferredDuringSchedulingIgnoredDuringExecution().stream()
            .map(PreferredSchedulingTerm::getPreference);
    return Stream.concat(required, preferred)
        .flatMap(
            term ->
                Stream.concat(term.getMatchExpressions().stream(), term.getMatchFields().stream()));
  }

  /// Returns the other pods to be near to or away from, required or preferred.
  static Stream<PodAffinityTerm> pods(PodTemplateSpec pods) {
    Affinity affinity = pods.getSpec().getAffinity();
    if (affinity == null) {
      return Stream.of();
    }
    Stream<PodAffinityTerm> near =
        affinity.getPodAffinity() == null
            ? Stream.of()
            : terms(
                affinity.getPodAffinity().getRequiredDuringSchedulingIgnoredDuringExecution(),
                affinity.getPodAffinity().getPreferredDuringSchedulingIgnoredDuringExecution());
    Stream<PodAffinityTerm> away =
        affinity.getPodAntiAffinity() == null
            ? Stream.of()
            : terms(
                affinity.getPodAntiAffinity().getRequiredDuringSchedulingIgnoredDuringExecution(),
                affinity.getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution());
    return Stream.concat(near, away);
  }

  private static Stream<PodAffinityTerm> terms(
      List<PodAffinityTerm> required, List<WeightedPodAffinityTerm> preferred) {
    return Stream.concat(
        required.stream(), preferred.stream().map(WeightedPodAffinityTerm::getPodAffinityTerm));
  }
}
