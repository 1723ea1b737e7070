package dev.alphazero.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What the other integration tests rely on.
final class ApiServerIT {
  private final ApiServer server = ApiServer.shared();

  @Test
  void objectsOutliveAServerThatIsKilled() {
    String namespace = server.namespace();
    try (KubernetesClient client = server.client()) {
      client.resource(configMap(namespace, "kept")).create();
      server.stop();
      assertThat(server.kubectl("", "get", "--raw", "/readyz").err()).contains("refused");
      server.start();
      assertThat(client.configMaps().inNamespace(namespace).withName("kept").get()).isNotNull();
    }
    assertThat(server.kubectl("", "-n", namespace, "get", "configmap", "kept", "-o", "name").out())
        .isEqualTo("configmap/kept\n");
  }

  @Test
  void anotherUserHasNoRights() {
    try (KubernetesClient client = server.clientAs("nobody")) {
      Assertions.assertThatThrownBy(() -> client.configMaps().inNamespace("default").list())
          .hasMessageContaining("User \"nobody\" cannot list resource \"configmaps\"");
    }
  }

  @Test
  void theGarbageCollectorRemovesWhatHasLostItsOwner() {
    String namespace = server.namespace();
    try (KubernetesClient client = server.client();
        ControllerManager _ = ControllerManager.start(server, "garbage-collector-controller")) {
      ConfigMap owner = client.resource(configMap(namespace, "owner")).create();
      ConfigMap child = configMap(namespace, "child");
      child
          .getMetadata()
          .getOwnerReferences()
          .add(
              new OwnerReferenceBuilder()
                  .withApiVersion("v1")
                  .withKind("ConfigMap")
                  .withName("owner")
                  .withUid(owner.getMetadata().getUid())
                  .build());
      client.resource(child).create();
      client.resource(owner).delete();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> client.resource(child).get() == null);
    }
  }

  private static ConfigMap configMap(String namespace, String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .build();
  }
}
