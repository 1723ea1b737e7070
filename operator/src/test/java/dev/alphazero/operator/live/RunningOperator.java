package dev.alphazero.operator.live;

import dev.alphazero.operator.apiserver.ApiServer;
import dev.alphazero.operator.manifest.OperatorConfig;
import dev.alphazero.operator.observe.ClusterAccess;
import dev.alphazero.operator.observe.HttpReportReader;
import dev.alphazero.operator.policy.Policy;
import dev.alphazero.operator.reconcile.AlphaZeroTrainingReconciler;
import dev.alphazero.operator.reconcile.Surroundings;
import dev.alphazero.operator.runtime.ClientPatience;
import dev.alphazero.operator.runtime.TrainingMetrics;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/// An operator in this JVM that watches one namespace, with its own connection to the API server.
final class RunningOperator implements AutoCloseable {
  private static final Variant USUAL = new Variant(false, Clock.systemUTC(), _ -> {});

  private final Wire wire;
  private final Reconciliations reconciliations;
  private final Operator operator;

  private RunningOperator(Wire wire, Reconciliations reconciliations, Operator operator) {
    this.wire = wire;
    this.reconciliations = reconciliations;
    this.operator = operator;
  }

  /// How an operator differs from the usual one.
  ///
  /// @param podMonitors whether trainings get a PodMonitor
  /// @param policy what trainings may ask for
  /// @param settings more settings of the framework
  record Variant(
      boolean podMonitors,
      Clock clock,
      Policy policy,
      Consumer<ConfigurationServiceOverrider> settings) {
    Variant(boolean podMonitors, Clock clock, Consumer<ConfigurationServiceOverrider> settings) {
      this(podMonitors, clock, Policy.DEFAULT, settings);
    }

    /// Returns the usual operator with a policy.
    static Variant of(Policy policy) {
      return new Variant(false, Clock.systemUTC(), policy, _ -> {});
    }
  }

  static RunningOperator start(ApiServer server, String namespace, FakeRoles roles) {
    return start(server.config(), namespace, roles, new Wire());
  }

  /// @param config whose identity it has
  static RunningOperator start(Config config, String namespace, FakeRoles roles, Wire wire) {
    return start(config, namespace, roles, wire, USUAL);
  }

  /// @param config whose identity it has
  /// @param namespace that it watches; `Constants.WATCH_ALL_NAMESPACES` for all
  static RunningOperator start(
      Config config, String namespace, FakeRoles roles, Wire wire, Variant variant) {
    new ClientPatience().customize(config);
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("wire", wire))
            .build();
    Reconciliations reconciliations =
        new Reconciliations(new TrainingMetrics(new SimpleMeterRegistry()));
    Operator operator =
        new Operator(
            o -> {
              o.withKubernetesClient(client)
                  .withUseSSAToPatchPrimaryResource(true)
                  .checkingCRDAndValidateLocalModel(false)
                  .withReconciliationTerminationTimeout(Duration.ofSeconds(5));
              variant.settings().accept(o);
            });
    operator.register(
        new AlphaZeroTrainingReconciler(
            new Surroundings(
                client,
                config(variant),
                variant.policy(),
                ClusterAccess.ask(client),
                new HttpReportReader(HttpClient.newHttpClient(), roles.port(), _ -> {}),
                Duration.ofMillis(200),
                reconciliations,
                variant.clock(),
                new SecureRandom(),
                "test")),
        o -> o.settingNamespaces(namespace));
    operator.start();
    return new RunningOperator(wire, reconciliations, operator);
  }

  private static OperatorConfig config(Variant variant) {
    return new OperatorConfig(
        "operator-system",
        "worker:test",
        "worker:test-cuda",
        variant.podMonitors(),
        Map.of(),
        Map.of());
  }

  Wire wire() {
    return wire;
  }

  Reconciliations reconciliations() {
    return reconciliations;
  }

  @Override
  public void close() {
    operator.stop();
  }
}
