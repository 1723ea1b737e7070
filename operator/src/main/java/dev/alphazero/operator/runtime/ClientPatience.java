package dev.alphazero.operator.runtime;

import io.fabric8.kubernetes.client.Config;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import jakarta.inject.Singleton;

/// How long the client tries again by itself: through a blip. A request that fails for longer is
/// the reconciliation's to repeat, which holds no thread meanwhile.
@Singleton
public final class ClientPatience implements KubernetesConfigCustomizer {
  /// After 0.1, 0.2 and 0.4 s.
  private static final int REQUEST_RETRIES = 3;

  /// Doubles five times, to 8 s.
  private static final int FIRST_RECONNECTION_MILLIS = 250;

  @Override
  public void customize(Config config) {
    config.setRequestRetryBackoffLimit(REQUEST_RETRIES);
    config.setWatchReconnectInterval(FIRST_RECONNECTION_MILLIS);
  }
}
