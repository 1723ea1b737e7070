package dev.alphazero.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.apply.Refusal;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TrainingMetricsTest {
  private static final ResourceID C4 = new ResourceID("c4", "games");
  private static final String RUNNING =
      """
      state: Running
      conditions:
      - {type: Ready, status: "True"}
      - {type: Complete, status: "False"}
      - {type: InferenceAvailable, status: Unknown}
      progress: {gamesPerHour: 900, elo: 612, batchFillPercent: 78}
      """;

  private static final String SUSPENDED =
      """
      state: Suspended
      conditions:
      - {type: Ready, status: "False"}
      """;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TrainingMetrics metrics = new TrainingMetrics(registry);

  @Test
  void aTrainingIsShownAsFarAsItIsKnown() {
    metrics.status(C4, status(RUNNING), 1.5);
    assertThat(ofTrainings())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "alphazero.actor.demand.ratio", 1.5,
                "alphazero.training.games.per.hour", 900.0,
                "alphazero.training.elo", 612.0,
                "alphazero.training.batch.fill.percent", 78.0,
                "alphazero.training.condition Ready", 1.0,
                "alphazero.training.condition Complete", 0.0));

    metrics.status(C4, status(SUSPENDED), Double.NaN);
    assertThat(ofTrainings())
        .containsExactlyInAnyOrderEntriesOf(Map.of("alphazero.training.condition Ready", 0.0));
  }

  @Test
  void theSeriesOfATrainingGoWithIt() {
    metrics.status(C4, status(RUNNING), 1.5);
    metrics.gone(C4);
    assertThat(ofTrainings()).isEmpty();
  }

  @Test
  void onlyALeaderCountsTrainingsByState() {
    metrics.status(C4, status(RUNNING), 1);
    assertThat(registry.find("alphazero.trainings").gauges()).isEmpty();
    metrics.leading();
    assertThat(registry.get("alphazero.trainings").tag("state", "Running").gauge().value())
        .isEqualTo(1);
    assertThat(registry.get("alphazero.trainings").tag("state", "Failed").gauge().value()).isZero();
    metrics.gone(C4);
    assertThat(registry.get("alphazero.trainings").tag("state", "Running").gauge().value())
        .isZero();
  }

  @Test
  void failuresAreCountedFromZero() {
    assertThat(refused("Deployment")).isZero();
    metrics.refused(new Refusal("Deployment", "c4-actor", 403, "no"));
    assertThat(refused("Deployment")).isEqualTo(1);
    assertThat(unread("inference")).isZero();
    metrics.readFailed(Role.INFERENCE);
    assertThat(unread("inference")).isEqualTo(1);
    assertThat(unread("learner")).isZero();
  }

  private double refused(String kind) {
    return registry.get("alphazero.refused.writes").tag("kind", kind).counter().count();
  }

  private double unread(String role) {
    return registry.get("alphazero.progress.read.failures").tag("role", role).counter().count();
  }

  /// `name type` of the series that say which training, to their values.
  private Map<String, Double> ofTrainings() {
    Map<String, Double> values = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      Meter.Id id = meter.getId();
      if ("c4".equals(id.getTag("training"))) {
        assertThat(id.getTag("namespace")).isEqualTo("games");
        String type = id.getTag("type");
        values.put(
            id.getName() + (type == null ? "" : " " + type),
            meter.measure().iterator().next().getValue());
      }
    }
    return values;
  }

  private static AlphaZeroTrainingStatus status(String yaml) {
    return Serialization.unmarshal(yaml, AlphaZeroTrainingStatus.class);
  }
}
