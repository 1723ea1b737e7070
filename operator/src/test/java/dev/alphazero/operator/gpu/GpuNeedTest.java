package dev.alphazero.operator.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.operator.Trainings;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GpuNeedTest {
  private static final NodeFacts NODE = Nodes.with("n", 1, Nodes.T4);

  /// Taint, and the pods' toleration as YAML.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          nvidia.com/gpu | present | NoSchedule       | none                                                | true
          nvidia.com/gpu |         | NoExecute        | none                                                | true
          sku            | gpu     | NoSchedule       | none                                                | false
          sku            | gpu     | PreferNoSchedule | none                                                | true
          sku            | gpu     | NoSchedule       | {key: sku, value: gpu}                              | true
          sku            | gpu     | NoSchedule       | {key: sku, operator: Equal, value: cpu}             | false
          sku            | gpu     | NoSchedule       | {key: sku, operator: Exists}                        | true
          sku            | gpu     | NoSchedule       | {operator: Exists}                                  | true
          sku            | gpu     | NoSchedule       | {key: sku, operator: Exists, effect: NoSchedule}    | true
          sku            | gpu     | NoExecute        | {key: sku, operator: Exists, effect: NoSchedule}    | false
          sku            |         | NoSchedule       | {key: sku}                                          | true
          sku            | gpu     | NoSchedule       | {key: other, operator: Exists}                      | false
          """)
  void taintsAreToleratedAsTheSchedulerSays(
      String key, String value, String effect, String toleration, boolean tolerated) {
    NodeFacts node = Nodes.tainted(NODE, key, value, effect);
    GpuNeed need = need(toleration == null ? "" : "tolerations: [" + toleration + "]");
    assertThat(need.barredFrom(node).isEmpty()).isEqualTo(tolerated);
    assertThat(need.isReady(node)).isEqualTo(tolerated);
  }

  @Test
  void whatBarsIsSaid() {
    assertThat(need("").barredFrom(NODE)).isEmpty();
    assertThat(need("").barredFrom(Nodes.cordoned(NODE))).contains("is cordoned");
    assertThat(need("nodeSelector: {pool: gpu}").barredFrom(NODE))
        .contains("lacks the nodeSelector's label pool=gpu");
    assertThat(need("nodeSelector: {nvidia.com/gpu.product: Tesla-T4}").barredFrom(NODE)).isEmpty();
    assertThat(need("").barredFrom(Nodes.tainted(NODE, "sku", "gpu", "NoSchedule")))
        .contains("has the taint sku=gpu:NoSchedule, which the pods do not tolerate");
  }

  @Test
  void theResourceIsNvidiasUnlessItIsNamed() {
    assertThat(need("").resource()).isEqualTo("nvidia.com/gpu");
    assertThat(need("gpuResourceName: nvidia.com/mig-1g.5gb").resource())
        .isEqualTo("nvidia.com/mig-1g.5gb");
  }

  private static GpuNeed need(String learner) {
    String lines = learner.isEmpty() ? "" : "  pods: {learner: {" + learner + "}}\n";
    var pods = Objects.requireNonNull(Trainings.withSpec(lines).getSpec()).pods();
    return GpuNeed.of(pods == null ? null : pods.learner());
  }
}
