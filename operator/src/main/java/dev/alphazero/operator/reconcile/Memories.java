package dev.alphazero.operator.reconcile;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.apply.Refusals;
import dev.alphazero.operator.autoscale.AutoscalerState;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What an operator remembers of a training from one reconciliation to the next and can lose: a new
/// operator begins without. An event source only to hear of deletions.
final class Memories extends AbstractEventSource<Void, AlphaZeroTraining>
    implements ResourceEventAware<AlphaZeroTraining> {
  private final Map<ResourceID, AutoscalerState> autoscalers = new ConcurrentHashMap<>();
  private final Map<ResourceID, Refusals> refusals = new ConcurrentHashMap<>();
  private final Map<ResourceID, Instant> statusWrites = new ConcurrentHashMap<>();
  private final Telemetry telemetry;
  private final CertificateKeeper certificates;

  Memories(Telemetry telemetry, CertificateKeeper certificates) {
    super(Void.class, "memories");
    this.telemetry = telemetry;
    this.certificates = certificates;
  }

  AutoscalerState autoscaler(ResourceID training) {
    return autoscalers.getOrDefault(training, AutoscalerState.START);
  }

  void keep(ResourceID training, AutoscalerState state) {
    autoscalers.put(training, state);
  }

  Refusals refusals(ResourceID training) {
    return refusals.getOrDefault(training, Refusals.NONE);
  }

  void keep(ResourceID training, Refusals now) {
    refusals.put(training, now);
  }

  /// Returns when this operator last wrote the training's status; null if it has not.
  @Nullable Instant statusWritten(ResourceID training) {
    return statusWrites.get(training);
  }

  void keepStatusWritten(ResourceID training, Instant time) {
    statusWrites.put(training, time);
  }

  @Override
  public void onResourceDeleted(AlphaZeroTraining training) {
    ResourceID id = ResourceID.fromResource(training);
    autoscalers.remove(id);
    refusals.remove(id);
    statusWrites.remove(id);
    certificates.forget(id);
    telemetry.gone(id);
  }

  @Override
  public Set<Void> getSecondaryResources(AlphaZeroTraining training) {
    return Set.of();
  }
}
