package dev.alphazero.operator.runtime;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RuntimeInfo;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/// The answers to the kubelet's probes.
///
/// | probe | UP when |
/// |---|---|
/// | started | every watch has told all that there is |
/// | ready | started, and no watch has failed for long: it sees the cluster |
/// | live | no watch has failed for so long that a new process is worth a try |
@Singleton
final class HealthChecks {
  private static final String NAME = "watches";
  private static final Duration READY_GRACE = Duration.ofSeconds(30);
  private static final Duration LIVE_GRACE = Duration.ofMinutes(5);

  private final Operator operator;
  private final WatchHealth ready = new WatchHealth(Clock.systemUTC(), READY_GRACE);
  private final WatchHealth live = new WatchHealth(Clock.systemUTC(), LIVE_GRACE);

  HealthChecks(Operator operator) {
    this.operator = operator;
  }

  @Produces
  @Startup
  HealthCheck started() {
    return () -> answer(operator.getRuntimeInfo().isStarted());
  }

  @Produces
  @Readiness
  HealthCheck ready() {
    return () -> answer(operator.getRuntimeInfo().isStarted() && ready.isWell(isWatching()));
  }

  @Produces
  @Liveness
  HealthCheck live() {
    return () -> answer(live.isWell(isWatching()));
  }

  /// Before its start the operator watches nothing, and that is no failure.
  private boolean isWatching() {
    RuntimeInfo info = operator.getRuntimeInfo();
    return !info.isStarted() || info.allEventSourcesAreHealthy();
  }

  private static HealthCheckResponse answer(boolean up) {
    return HealthCheckResponse.named(NAME).status(up).build();
  }
}
