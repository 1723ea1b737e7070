package dev.alphazero.operator.runtime;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Progress;
import dev.alphazero.crd.condition.TrainingCondition;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.apply.Refusal;
import dev.alphazero.operator.observe.Watches;
import dev.alphazero.operator.reconcile.Telemetry;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The operator's metrics of its trainings; `docs/metrics.md` lists them. A value that is not known
/// has no series.
public final class TrainingMetrics implements Telemetry {
  private static final List<String> STATES =
      List.of(
          "Pending",
          "Starting",
          "Running",
          "Degraded",
          "Suspending",
          "Suspended",
          "Completing",
          "Complete",
          "Failed");

  private final MeterRegistry registry;
  private final Map<ResourceID, Row> rows = new ConcurrentHashMap<>();

  public TrainingMetrics(MeterRegistry registry) {
    this.registry = registry;
    // A counter that begins with its first event hides that event from a rate.
    Watches.CHILDREN.forEach(kind -> refusals(kind.getSimpleName()));
    List.of(Role.LEARNER, Role.INFERENCE).forEach(this::readFailures);
  }

  /// A series of one training.
  ///
  /// @param tags more labels than those that say which training
  private record Series(String name, Tags tags) {}

  /// A series' meter, and its last value.
  private static final class Shown {
    private volatile double value;
    private @Nullable Meter meter;
  }

  /// What is shown of a training. Changed by the reconciliation of that training alone.
  private static final class Row {
    private volatile @Nullable String state;
    private final Map<Series, Shown> shown = new ConcurrentHashMap<>();
  }

  /// From now on this operator counts the trainings: only the leader knows their state.
  void leading() {
    for (String state : STATES) {
      Gauge.builder("alphazero.trainings", rows, all -> count(all, state))
          .tags("state", state)
          .description("Trainings by state.")
          .register(registry);
    }
  }

  /// The progress of a role could not be read.
  void readFailed(Role role) {
    readFailures(role).increment();
  }

  @Override
  public void status(ResourceID training, AlphaZeroTrainingStatus status, double demandRatio) {
    Row row = rows.computeIfAbsent(training, _ -> new Row());
    row.state = status.state();
    Map<Series, Double> values = values(status, demandRatio);
    row.shown
        .entrySet()
        .removeIf(
            entry -> {
              boolean unknown = !values.containsKey(entry.getKey());
              if (unknown) {
                remove(entry.getValue());
              }
              return unknown;
            });
    values.forEach(
        (series, value) ->
            row.shown.computeIfAbsent(series, it -> register(training, it)).value = value);
  }

  @Override
  public void refused(Refusal refusal) {
    refusals(refusal.kind()).increment();
  }

  @Override
  public void gone(ResourceID training) {
    Row row = rows.remove(training);
    if (row != null) {
      row.shown.values().forEach(this::remove);
    }
  }

  private static Map<Series, Double> values(AlphaZeroTrainingStatus status, double demandRatio) {
    Map<Series, Double> values = new HashMap<>();
    put(values, "alphazero.actor.demand.ratio", Double.isNaN(demandRatio) ? null : demandRatio);
    Progress progress = status.progress();
    if (progress != null) {
      put(values, "alphazero.training.games.per.hour", progress.gamesPerHour());
      put(values, "alphazero.training.elo", progress.elo());
      put(values, "alphazero.training.batch.fill.percent", progress.batchFillPercent());
    }
    List<TrainingCondition> conditions = status.conditions();
    if (conditions != null) {
      conditions.forEach(condition -> put(values, condition));
    }
    return values;
  }

  private static void put(Map<Series, Double> values, String name, @Nullable Number value) {
    if (value != null) {
      values.put(new Series(name, Tags.empty()), value.doubleValue());
    }
  }

  private static void put(Map<Series, Double> values, TrainingCondition condition) {
    Series series = new Series("alphazero.training.condition", Tags.of("type", condition.type()));
    switch (condition.status()) {
      case TRUE -> values.put(series, 1.0);
      case FALSE -> values.put(series, 0.0);
      case UNKNOWN -> {}
    }
  }

  private Shown register(ResourceID training, Series series) {
    Shown shown = new Shown();
    shown.meter =
        Gauge.builder(series.name(), shown, it -> it.value)
            .tags("namespace", training.getNamespace().orElse(""), "training", training.getName())
            .tags(series.tags())
            .register(registry);
    return shown;
  }

  private void remove(Shown shown) {
    registry.remove(Objects.requireNonNull(shown.meter, "registered"));
  }

  private Counter refusals(String kind) {
    return Counter.builder("alphazero.refused.writes")
        .tags("kind", kind)
        .description("Writes that the API server refused for good.")
        .register(registry);
  }

  private Counter readFailures(Role role) {
    return Counter.builder("alphazero.progress.read.failures")
        .tags("role", role.text())
        .description("Reads of a role's progress that failed.")
        .register(registry);
  }

  private static double count(Map<ResourceID, Row> rows, String state) {
    return rows.values().stream().filter(row -> state.equals(row.state)).count();
  }
}
