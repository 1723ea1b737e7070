package dev.alphazero.worker.pod;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// A role's metrics: those of the JVM, and what the role adds.
final class RoleMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /// What counters ask. Micrometer holds it weakly and repeats the last value once it is collected.
  private final List<DoubleSupplier> counted = new ArrayList<>();

  RoleMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /// Adds a number that only grows; `_total` is appended to its name.
  RoleMetrics counter(String name, String description, DoubleSupplier value) {
    counted.add(value);
    FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
        .description(description)
        .register(registry);
    return this;
  }

  /// Adds what a gRPC port counts.
  RoleMetrics refusedStreams(LongSupplier refused) {
    return counter(
        "alphazero.wire.refused.streams",
        "Streams ended because of what their clients sent",
        refused::getAsLong);
  }

  /// Adds a number of now.
  RoleMetrics gauge(String name, String description, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .strongReference(true)
        .description(description)
        .register(registry);
    return this;
  }

  /// Adds a number of now of one GPU.
  ///
  /// @param gpu what names it, the label `gpu`
  RoleMetrics gpuGauge(String name, String description, String gpu, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .strongReference(true)
        .description(description)
        .tag("gpu", gpu)
        .register(registry);
    return this;
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
