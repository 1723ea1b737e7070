package dev.alphazero.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.operator.runtime.OperatorSettings.Label;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OperatorSettingsTest {
  @Test
  void theVariablesOfTheChartAreRead() {
    OperatorSettings settings =
        settings(
            Map.of(
                "ALPHAZERO_OPERATOR_NAMESPACE", "alphazero-system",
                "ALPHAZERO_OPERATOR_POD", "alphazero-operator-0",
                "ALPHAZERO_LEADER_ELECTION_NAME", "lease",
                "ALPHAZERO_READ_NODES", "false",
                "ALPHAZERO_WORKER_IMAGE", "worker:1",
                "ALPHAZERO_WORKER_CUDA_IMAGE", "worker:1-cuda",
                "ALPHAZERO_POLICY",
                    "version: 1\nbounds: {labels: {refuse: [\"*.kubernetes.io/*\"]}}\n",
                "ALPHAZERO_POD_MONITORS", "true",
                "ALPHAZERO_MONITORING_POD_MONITOR_LABELS",
                    "release=prometheus,example.com/tier=gold",
                "ALPHAZERO_MONITORING_NAMESPACE", "monitoring"));

    assertThat(settings.operator().namespace()).contains("alphazero-system");
    assertThat(settings.operator().pod()).contains("alphazero-operator-0");
    assertThat(settings.leaderElection().name()).isEqualTo("lease");
    assertThat(settings.readNodes()).isFalse();
    assertThat(settings.worker().image()).isEqualTo("worker:1");
    assertThat(settings.worker().cudaImage()).isEqualTo("worker:1-cuda");
    assertThat(settings.policy())
        .contains("version: 1\nbounds: {labels: {refuse: [\"*.kubernetes.io/*\"]}}\n");
    assertThat(settings.podMonitors()).isTrue();
    assertThat(settings.monitoring().podMonitorLabels())
        .contains(
            List.of(new Label("release", "prometheus"), new Label("example.com/tier", "gold")));
    assertThat(settings.monitoring().namespace()).contains("monitoring");
  }

  @Test
  void nothingMustBeSaid() {
    OperatorSettings settings = settings(Map.of());

    assertThat(settings.operator().namespace()).isEmpty();
    assertThat(settings.operator().pod()).isEmpty();
    assertThat(settings.leaderElection().enabled()).isTrue();
    assertThat(settings.leaderElection().name()).isEqualTo("alphazero-operator");
    assertThat(settings.leaderElection().duration()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.readNodes()).isTrue();
    assertThat(settings.worker().image()).isEqualTo("alphazero/worker:9.9.9");
    assertThat(settings.worker().cudaImage()).isEqualTo("alphazero/worker:9.9.9-cuda");
    assertThat(settings.worker().httpPort()).isEqualTo(8080);
    assertThat(settings.policy()).isEmpty();
    assertThat(settings.podMonitors()).isFalse();
    assertThat(settings.monitoring().podMonitorLabels()).isEmpty();
    assertThat(settings.monitoring().namespace()).isEmpty();
  }

  @Test
  void aLabelWithoutAKeyIsRefused() {
    assertThatThrownBy(
            () -> settings(Map.of("ALPHAZERO_MONITORING_POD_MONITOR_LABELS", "release=x,=gold")))
        .hasMessageContaining("pod-monitor-labels")
        .hasMessageContaining("release=x,=gold");
  }

  private static OperatorSettings settings(Map<String, String> variables) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withMapping(OperatorSettings.class)
        .withSources(new EnvConfigSource(new HashMap<>(variables), 300))
        .withDefaultValue("quarkus.application.version", "9.9.9")
        .build()
        .getConfigMapping(OperatorSettings.class);
  }
}
