package dev.alphazero.operator.runtime;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// What happens before and after the extension stops the controllers.
@Singleton
final class Stop {
  /// The extension stops with the priority of those that name none, which is between these.
  private static final int BEFORE = 1;

  private static final int AFTER = 10_000;

  private final Leadership leadership;
  private final KubernetesClient client;

  Stop(Leadership leadership, KubernetesClient client) {
    this.leadership = leadership;
    this.client = client;
  }

  void before(@Observes @Priority(BEFORE) ShutdownEvent event) {
    leadership.stopping();
  }

  void after(@Observes @Priority(AFTER) ShutdownEvent event) {
    leadership.release(client);
  }
}
