package dev.alphazero.operator.reconcile;

import dev.alphazero.operator.manifest.OperatorConfig;
import dev.alphazero.operator.observe.ClusterAccess;
import dev.alphazero.operator.observe.ReportReader;
import dev.alphazero.operator.policy.Policy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/// Everything outside that the operator touches.
///
/// @param policy what trainings may ask for
/// @param access what may be read of the whole cluster
/// @param reports how roles are asked for their progress
/// @param reportPeriod time between two readings
/// @param instance name of this operator among several
public record Surroundings(
    KubernetesClient client,
    OperatorConfig config,
    Policy policy,
    ClusterAccess access,
    ReportReader reports,
    Duration reportPeriod,
    Telemetry telemetry,
    Clock clock,
    SecureRandom random,
    String instance) {}
