package dev.alphazero.operator.reconcile;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.operator.apply.Refusals;
import dev.alphazero.operator.autoscale.AutoscalerState;
import dev.alphazero.operator.observe.RefusedPods;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What an operator remembers of a training from one reconciliation to the next and can lose: a new
/// operator begins without. An event source only to be notified of deletions.
final class Memories extends AbstractEventSource<Void, AlphaZeroTraining>
    implements ResourceEventAware<AlphaZeroTraining> {
  private final Map<ResourceID, AutoscalerState> autoscalers = new ConcurrentHashMap<>();
  private final Map<ResourceID, Refusals> refusals = new ConcurrentHashMap<>();
  private final Map<ResourceID, Written> written = new ConcurrentHashMap<>();
  private final Telemetry telemetry;
  private final CertificateKeeper certificates;
  private final RefusedPods refusedPods;

  /// A status that this operator wrote.
  ///
  /// @param uid of the training
  /// @param status as the server has it since
  record Written(String uid, AlphaZeroTrainingStatus status, Instant time) {}

  Memories(Telemetry telemetry, CertificateKeeper certificates, RefusedPods refusedPods) {
    super(Void.class, "memories");
    this.telemetry = telemetry;
    this.certificates = certificates;
    this.refusedPods = refusedPods;
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

  /// Returns the status that this operator last wrote of this very training; null if it has not.
  @Nullable Written written(AlphaZeroTraining training) {
    Written last = written.get(ResourceID.fromResource(training));
    return last != null && last.uid.equals(training.getMetadata().getUid()) ? last : null;
  }

  void keepWritten(AlphaZeroTraining training, AlphaZeroTrainingStatus status, Instant time) {
    written.put(
        ResourceID.fromResource(training),
        new Written(training.getMetadata().getUid(), status, time));
  }

  @Override
  public void onResourceDeleted(AlphaZeroTraining training) {
    ResourceID id = ResourceID.fromResource(training);
    autoscalers.remove(id);
    refusals.remove(id);
    written.remove(id);
    certificates.forget(id);
    refusedPods.forget(id);
    telemetry.gone(id);
  }

  @Override
  public Set<Void> getSecondaryResources(AlphaZeroTraining training) {
    return Set.of();
  }
}
