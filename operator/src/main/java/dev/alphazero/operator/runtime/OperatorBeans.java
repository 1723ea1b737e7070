package dev.alphazero.operator.runtime;

import dev.alphazero.operator.manifest.OperatorConfig;
import dev.alphazero.operator.observe.ClusterAccess;
import dev.alphazero.operator.observe.HttpReportReader;
import dev.alphazero.operator.observe.ReportPoller;
import dev.alphazero.operator.policy.NamespaceSelector;
import dev.alphazero.operator.policy.Policy;
import dev.alphazero.operator.policy.PolicyReader;
import dev.alphazero.operator.reconcile.Surroundings;
import dev.alphazero.operator.runtime.OperatorSettings.Label;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts the process together.
@Singleton
final class OperatorBeans {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  @Produces
  @Singleton
  Surroundings surroundings(
      KubernetesClient client,
      OperatorSettings settings,
      TrainingMetrics metrics,
      Leadership.Candidate self) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    return new Surroundings(
        client,
        config(settings, self.namespace()),
        policy(settings, client),
        settings.readNodes() ? ClusterAccess.ask(client) : ClusterAccess.NONE,
        new HttpReportReader(http, settings.worker().httpPort(), metrics::readFailed),
        ReportPoller.PERIOD,
        metrics,
        Clock.systemUTC(),
        new SecureRandom(),
        self.identity());
  }

  /// Who this process is. Two that take each other for themselves would both lead: one without a
  /// name makes one up.
  @Produces
  @Singleton
  Leadership.Candidate self(KubernetesClient client, OperatorSettings settings) {
    OperatorSettings.Self self = settings.operator();
    return new Leadership.Candidate(
        self.namespace().or(() -> Optional.ofNullable(client.getNamespace())).orElse("default"),
        settings.leaderElection().name(),
        self.pod()
            .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")))
            .orElseGet(() -> UUID.randomUUID().toString()),
        settings.leaderElection().duration());
  }

  @Produces
  @Singleton
  Leadership leadership(Leadership.Candidate self, TrainingMetrics metrics) {
    return Leadership.halting(self, metrics::leading);
  }

  /// Null without an election.
  @Produces
  @Dependent
  @Nullable LeaderElectionConfiguration election(
      OperatorSettings settings, Leadership leadership, TrainingMetrics metrics) {
    if (settings.leaderElection().enabled()) {
      return leadership.election();
    }
    metrics.leading();
    return null;
  }

  @Produces
  @Singleton
  TrainingMetrics trainingMetrics(MeterRegistry registry) {
    return new TrainingMetrics(registry);
  }

  /// The framework's own metrics, without a series for each training.
  @Produces
  @Singleton
  Metrics frameworkMetrics(MeterRegistry registry) {
    return MicrometerMetrics.withoutPerResourceMetrics(registry);
  }

  /// An operator that does not understand its policy, or cannot see what it goes by, does not
  /// start.
  private static Policy policy(OperatorSettings settings, KubernetesClient client) {
    Policy policy = settings.policy().map(PolicyReader::read).orElse(Policy.DEFAULT);
    if (policy.readsNamespaces() && !ClusterAccess.mayWatchNamespaces(client)) {
      throw new IllegalStateException(
          "policy.namespaces selects by labels of namespaces, which the operator may not watch:"
              + " grant list and watch of namespaces, or select by "
              + NamespaceSelector.NAME
              + " alone");
    }
    return policy;
  }

  private static OperatorConfig config(OperatorSettings settings, String namespace) {
    return new OperatorConfig(
        namespace,
        settings.worker().image(),
        settings.worker().cudaImage(),
        settings.podMonitors(),
        settings.monitoring().podMonitorLabels().orElse(List.of()).stream()
            .collect(Collectors.toMap(Label::key, Label::value)),
        settings
            .monitoring()
            .namespace()
            .map(name -> Map.of("kubernetes.io/metadata.name", name))
            .orElse(Map.of()));
  }
}
