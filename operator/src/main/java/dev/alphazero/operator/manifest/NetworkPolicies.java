package dev.alphazero.operator.manifest;

import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Who may reach a training's pods. What they may reach is left to the cluster: name servers and
/// registries differ too much.
final class NetworkPolicies {
  private NetworkPolicies() {}

  static NetworkPolicy of(Desired desired) {
    Map<String, String> pods = Map.of(Children.TRAINING, desired.name());
    OperatorConfig operator = desired.operator();
    List<NetworkPolicyIngressRule> ingress = new ArrayList<>();
    ingress.add(
        rule(
            new NetworkPolicyPeerBuilder()
                .withPodSelector(new LabelSelectorBuilder().withMatchLabels(pods).build())
                .build(),
            Wiring.GRPC));
    ingress.add(
        rule(
            new NetworkPolicyPeerBuilder()
                .withNamespaceSelector(
                    new LabelSelectorBuilder()
                        .withMatchLabels(
                            Map.of("kubernetes.io/metadata.name", operator.namespace()))
                        .build())
                .withPodSelector(
                    new LabelSelectorBuilder().withMatchLabels(OperatorConfig.POD_LABELS).build())
                .build(),
            Wiring.HTTP));
    if (!operator.monitoringNamespace().isEmpty()) {
      ingress.add(
          rule(
              new NetworkPolicyPeerBuilder()
                  .withNamespaceSelector(
                      new LabelSelectorBuilder()
                          .withMatchLabels(operator.monitoringNamespace())
                          .build())
                  .build(),
              Wiring.HTTP));
    }
    return new NetworkPolicyBuilder()
        .withMetadata(Children.metadata(desired.training(), desired.name()))
        .withNewSpec()
        .withPodSelector(new LabelSelectorBuilder().withMatchLabels(pods).build())
        .withPolicyTypes("Ingress")
        .withIngress(ingress)
        .endSpec()
        .build();
  }

  private static NetworkPolicyIngressRule rule(NetworkPolicyPeer from, int port) {
    return new NetworkPolicyIngressRuleBuilder()
        .withFrom(from)
        .addNewPort()
        .withPort(new IntOrString(port))
        .withProtocol("TCP")
        .endPort()
        .build();
  }
}
