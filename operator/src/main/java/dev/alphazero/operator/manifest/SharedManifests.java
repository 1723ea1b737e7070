package dev.alphazero.operator.manifest;

import dev.alphazero.crd.pod.PodsSpec;
import dev.alphazero.crd.progress.Limits;
import dev.alphazero.crd.role.LimitsYaml;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.Frozen.FrozenRole;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.tls.CertificateSecrets;
import dev.alphazero.operator.tls.Identity;
import dev.alphazero.operator.tls.MountedSecret;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What belongs to a training as a whole, and the roles' configuration.
final class SharedManifests {
  private SharedManifests() {}

  /// Returns whether the pods run as an account that is somebody else's.
  static boolean runsAsNamedAccount(Desired desired) {
    PodsSpec pods = desired.training().getSpec().pods();
    return pods != null && pods.serviceAccountName() != null;
  }

  /// It has no rights and no token; pods need some name, and a cloud knows them by its annotations.
  static ServiceAccount serviceAccount(Desired desired) {
    PodsSpec pods = desired.training().getSpec().pods();
    return new ServiceAccountBuilder()
        .withMetadata(Children.metadata(desired.training(), desired.name()))
        .editMetadata()
        .addToAnnotations(pods == null ? null : pods.serviceAccountAnnotations())
        .endMetadata()
        .withAutomountServiceAccountToken(false)
        .build();
  }

  /// Named by the configuration that it holds: pods of two versions find each their own. Immutable
  /// but for a learner's, which holds the limits too.
  static ConfigMap configMap(Desired desired, Role role, FrozenRole frozen) {
    ConfigMapBuilder map =
        new ConfigMapBuilder()
            .withMetadata(Children.metadata(desired.training(), frozen.configMap(), role))
            .addToData(Wiring.CONFIG_FILE, frozen.workerYaml());
    return role == Role.LEARNER && desired.limits() == LimitsWay.FILE
        ? map.addToData(LimitsYaml.FILE, limits(desired)).build()
        : map.withImmutable(true).build();
  }

  /// Those of now, where the configuration has those of the learner's start.
  private static String limits(Desired desired) {
    return LimitsYaml.write(Limits.of(desired.frozen().snapshot().settings().completion()));
  }

  /// The authority's key, which no pod mounts.
  static Secret authority(Desired desired) {
    Identity authority = desired.certificates().authority();
    return secret(
        desired,
        Children.authoritySecret(desired.name()),
        Map.of(CertificateSecrets.AUTHORITIES, authority.certificate(), "ca.key", authority.key()));
  }

  /// Each pod mounts only the keys of its role.
  static Secret certificates(Desired desired) {
    Map<String, String> data = new TreeMap<>();
    MountedSecret mounted = desired.certificates().mounted();
    data.put(CertificateSecrets.AUTHORITIES, mounted.trusted());
    if (mounted.since() != null) {
      data.put(CertificateSecrets.SINCE, mounted.since().toString());
    }
    mounted
        .roles()
        .forEach(
            (role, identity) -> {
              data.put(role.text() + ".crt", identity.certificate());
              data.put(role.text() + ".key", identity.key());
            });
    return secret(desired, Children.certificatesSecret(desired.name()), data);
  }

  private static Secret secret(Desired desired, String name, Map<String, String> texts) {
    Map<String, String> data = new TreeMap<>();
    texts.forEach(
        (key, text) ->
            data.put(
                key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    return new SecretBuilder()
        .withMetadata(Children.metadata(desired.training(), name))
        .withType("Opaque")
        .withData(data)
        .build();
  }

  /// Of the Prometheus Operator, whose model is not among our dependencies.
  static GenericKubernetesResource podMonitor(Desired desired) {
    GenericKubernetesResource monitor = new GenericKubernetesResource();
    monitor.setApiVersion("monitoring.coreos.com/v1");
    monitor.setKind("PodMonitor");
    monitor.setMetadata(Children.metadata(desired.training(), desired.name()));
    monitor.getMetadata().getLabels().putAll(desired.operator().podMonitorLabels());
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("port", Wiring.HTTP_NAME);
    endpoint.put("path", "/metrics");
    endpoint.put("interval", "30s");
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("selector", Map.of("matchLabels", Map.of(Children.TRAINING, desired.name())));
    spec.put("podMetricsEndpoints", List.of(endpoint));
    spec.put("podTargetLabels", List.of(Children.TRAINING, Children.COMPONENT));
    monitor.setAdditionalProperty("spec", spec);
    return monitor;
  }
}
