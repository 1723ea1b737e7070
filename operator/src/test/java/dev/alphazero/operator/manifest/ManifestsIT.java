package dev.alphazero.operator.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.operator.apiserver.ApiServer;
import dev.alphazero.operator.apply.Applier;
import dev.alphazero.operator.apply.Change;
import dev.alphazero.operator.apply.Changes;
import dev.alphazero.operator.apply.Refusals;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What a real API server makes of the manifests: it takes them, and what it stores says all of
/// what was desired, so that nothing is written twice.
final class ManifestsIT {
  @TestFactory
  Stream<DynamicTest> whatIsStoredIsWhatIsDesired() {
    return ManifestsTest.CASES.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> assertStable(each.getValue())));
  }

  private static void assertStable(Desired desired) {
    try (KubernetesClient client = ApiServer.shared().client()) {
      String namespace = ApiServer.shared().namespace();
      List<HasMetadata> all = in(namespace, Manifests.all(desired));
      List<HasMetadata> stored = new ArrayList<>();
      Applier applier = new Applier(client, desired.training(), stored::add, _ -> {});
      List<Change> changes = Changes.between(all, List.of(), _ -> true);
      assertThat(applier.apply(changes, Refusals.NONE, Instant.EPOCH).list()).isEmpty();
      assertThat(stored).hasSameSizeAs(all);
      assertThat(Changes.between(in(namespace, Manifests.all(desired)), stored, _ -> true))
          .isEmpty();
    }
  }

  /// The kind PodMonitor is not installed.
  private static List<HasMetadata> in(String namespace, List<HasMetadata> objects) {
    List<HasMetadata> known =
        objects.stream().filter(each -> !(each instanceof GenericKubernetesResource)).toList();
    known.forEach(object -> object.getMetadata().setNamespace(namespace));
    return known;
  }
}
