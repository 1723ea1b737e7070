package dev.alphazero.operator.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.json.StrictJson;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.apply.Applier;
import dev.alphazero.operator.apply.Change;
import dev.alphazero.operator.apply.Changes;
import dev.alphazero.operator.apply.Refusal;
import dev.alphazero.operator.apply.Refusals;
import dev.alphazero.operator.apply.TrainingGoneException;
import dev.alphazero.operator.lifecycle.NextWake;
import dev.alphazero.operator.lifecycle.RunPlan;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.Observer;
import dev.alphazero.operator.observe.Observer.Sight;
import dev.alphazero.operator.observe.RefusedPods;
import dev.alphazero.operator.observe.ReportPoller;
import dev.alphazero.operator.observe.Watches;
import dev.alphazero.operator.observe.Workload;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.status.Events;
import dev.alphazero.operator.status.FailingStatus;
import dev.alphazero.operator.status.StatusAssembler;
import dev.alphazero.operator.status.StatusExtras;
import dev.alphazero.operator.status.StatusWrite;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one training at a time to what its resource says: look, decide, apply, report.
///
/// Each training is reconciled by one thread at a time, many trainings by many. Whatever happens
/// between two writes, the next reconciliation goes on from what is there.
@ControllerConfiguration(
    name = AlphaZeroTrainingReconciler.NAME,
    generationAwareEventProcessing = false, // a status that somebody edits wakes too
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
@GradualRetry(
    maxAttempts = Integer.MAX_VALUE,
    initialInterval = 1_000,
    intervalMultiplier = 1.5,
    maxInterval = 15_000)
public class AlphaZeroTrainingReconciler implements Reconciler<AlphaZeroTraining> {
  /// Name of the controller, in metrics and settings.
  public static final String NAME = "alphazerotraining";

  /// Attempts that may fail before the status reports it: a conflict or a server that restarts is
  /// over by then.
  private static final int ATTEMPTS_IN_SILENCE = 3;

  private static final Logger LOG = LoggerFactory.getLogger(AlphaZeroTrainingReconciler.class);

  /// No such object, and one with another uid.
  private static final Set<Integer> GONE = Set.of(404, 409);

  private final Surroundings surroundings;
  private final ReportPoller reports;
  private final RefusedPods refusedPods = new RefusedPods();
  private final Memories memories;
  private final Decider decider;
  private final EventRecorder events;
  private @Nullable Watches watches;
  private @Nullable Observer observer;

  public AlphaZeroTrainingReconciler(Surroundings surroundings) {
    this.surroundings = surroundings;
    CertificateKeeper certificates = new CertificateKeeper(surroundings.random());
    this.reports =
        new ReportPoller(surroundings.reports(), surroundings.clock(), surroundings.reportPeriod());
    this.memories = new Memories(surroundings.telemetry(), certificates, refusedPods);
    this.decider = new Decider(surroundings.config(), surroundings.policy(), certificates);
    this.events =
        new EventRecorder(surroundings.client(), surroundings.clock(), surroundings.instance());
  }

  @Override
  public List<EventSource<?, AlphaZeroTraining>> prepareEventSources(
      EventSourceContext<AlphaZeroTraining> context) {
    Watches all =
        new Watches(
            context,
            surroundings.access(),
            surroundings.config().podMonitor(),
            surroundings.policy().readsNamespaces());
    watches = all;
    observer = new Observer(all, refusedPods, Profiles.builtIn(), surroundings.clock());
    return Stream.<EventSource<?, AlphaZeroTraining>>concat(
            all.sources().stream(), Stream.of(reports, memories))
        .toList();
  }

  @Override
  public UpdateControl<AlphaZeroTraining> reconcile(
      AlphaZeroTraining training, Context<AlphaZeroTraining> context) {
    if (training.getMetadata().getDeletionTimestamp() != null) {
      return UpdateControl.noUpdate();
    }
    try {
      return lookDecideApplyReport(asWritten(training), training.getStatus(), context);
    } catch (TrainingGoneException e) {
      LOG.info("{}: the watch will tell", e.getMessage());
      return UpdateControl.noUpdate();
    }
  }

  /// @param training with the status that this operator wrote last
  /// @param there the status as it is, which somebody may have edited
  private UpdateControl<AlphaZeroTraining> lookDecideApplyReport(
      AlphaZeroTraining training,
      @Nullable AlphaZeroTrainingStatus there,
      Context<AlphaZeroTraining> context) {
    ResourceID id = ResourceID.fromResource(training);
    Sight sight = observer().look(training, reports.reports(id));
    Decision decision = decider.decide(sight, memories.autoscaler(id));
    List<Change> changes = changes(sight, decision);
    Refusals refusals = apply(changes, sight.observed(), memories.refusals(id));
    Observed seen = changes.isEmpty() ? sight.observed() : observer().again(sight.observed());
    memories.keep(id, refusals);
    memories.keep(id, decision.autoscaler());
    reports.follow(id, seen.pods());
    Optional<Duration> untilStatus = report(seen, there, decision, refusals.list(), context);
    return wakeAgain(seen, decision, refusals, untilStatus);
  }

  /// A training that cannot be reconciled for long says so, while it is tried again ever more
  /// seldom.
  @Override
  public ErrorStatusUpdateControl<AlphaZeroTraining> updateErrorStatus(
      AlphaZeroTraining training, Context<AlphaZeroTraining> context, Exception cause) {
    int attempts = context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0);
    if (attempts < ATTEMPTS_IN_SILENCE) {
      return ErrorStatusUpdateControl.noStatusUpdate();
    }
    AlphaZeroTrainingStatus before = asWritten(training).getStatus();
    AlphaZeroTrainingStatus status =
        FailingStatus.of(
            before,
            training.getMetadata().getGeneration(),
            Objects.requireNonNullElse(cause.getMessage(), cause.toString()),
            surroundings.clock().instant());
    if (!StatusWrite.isSame(before, status)) {
      try {
        write(training, status, context);
      } catch (TrainingGoneException e) {
        LOG.info("{}: the watch will tell", e.getMessage());
      }
    }
    return ErrorStatusUpdateControl.noStatusUpdate();
  }

  /// Returns the training with the status that this operator knows to be its own. A new operator
  /// has no other than the one that is there.
  private AlphaZeroTraining asWritten(AlphaZeroTraining training) {
    Memories.Written last = memories.written(training);
    if (last == null) {
      return training;
    }
    AlphaZeroTraining known = new AlphaZeroTraining();
    known.setMetadata(training.getMetadata());
    known.setSpec(training.getSpec());
    known.setStatus(last.status());
    return known;
  }

  private static List<Change> changes(Sight sight, Decision decision) {
    return Changes.between(
        decision.desired(),
        sight.children(),
        child -> decision.frozen() != null && mayGo(child, sight.observed()));
  }

  private Refusals apply(List<Change> changes, Observed seen, Refusals before) {
    List<HasMetadata> created =
        changes.stream()
            .filter(Change.Create.class::isInstance)
            .<HasMetadata>map(Change::object)
            .toList();
    try (Watches.Creating _ = watches().creating(created)) {
      return new Applier(
              surroundings.client(),
              seen.training(),
              watches()::remember,
              surroundings.telemetry()::refused)
          .apply(changes, before, seen.now());
    }
  }

  /// Returns whether a child that is no longer desired may be deleted: never a volume, and a
  /// configuration only when no pod of an older template may still read it.
  private static boolean mayGo(HasMetadata child, Observed seen) {
    return switch (child) {
      case PersistentVolumeClaim _ -> false;
      case ConfigMap _ -> seen.workloads().values().stream().allMatch(Workload::isRolledOut);
      default -> true;
    };
  }

  /// Writes the status if it is due, and then the events of what changed.
  ///
  /// @return when a status that is held back becomes due
  private Optional<Duration> report(
      Observed seen,
      @Nullable AlphaZeroTrainingStatus there,
      Decision decision,
      List<Refusal> refusals,
      Context<AlphaZeroTraining> context) {
    AlphaZeroTraining training = seen.training();
    ResourceID id = ResourceID.fromResource(training);
    AlphaZeroTrainingStatus before = training.getStatus();
    AlphaZeroTrainingStatus status =
        StatusAssembler.assemble(
            seen,
            decision.resolution(),
            told(seen, decision.plan(), refusals),
            refusals,
            decision.tolerated(),
            decision.scaling(),
            Children.selectorText(training.getMetadata().getName(), Role.ACTOR));
    surroundings.telemetry().status(id, status, decision.demandRatio());
    Memories.Written written = memories.written(training);
    Instant last = written == null ? null : written.time();
    boolean edited = !Objects.equals(before, there);
    if (edited || StatusWrite.isDue(before, status, last, seen.now())) {
      write(training, status, context);
      events.record(training, Events.of(before, status));
      return Optional.empty();
    }
    return StatusWrite.isSame(before, status) || last == null
        ? Optional.empty()
        : Optional.of(
            Duration.between(seen.now(), last.plus(StatusWrite.interval(before, status))));
  }

  /// A finish is recorded before it is reported.
  private static RunPlan told(Observed seen, RunPlan plan, List<Refusal> refusals) {
    boolean recorded =
        seen.finish() != null
            || refusals.stream().noneMatch(it -> it.kind().equals("ControllerRevision"));
    return plan.finish() == null || recorded ? plan : plan.withoutFinish();
  }

  /// Always as the same owner: conditions that another once wrote would never go away.
  ///
  /// @throws TrainingGoneException if there is no such training, or another one has its name
  private void write(
      AlphaZeroTraining training,
      AlphaZeroTrainingStatus status,
      Context<AlphaZeroTraining> context) {
    AlphaZeroTraining written = withoutExtras(patch(training, status), status);
    memories.keepWritten(
        training,
        Objects.requireNonNullElse(written.getStatus(), status),
        surroundings.clock().instant());
    context
        .eventSourceRetriever()
        .getControllerEventSource()
        .handleRecentResourceUpdate(ResourceID.fromResource(training), written, training);
  }

  /// Removes what another wrote beside it.
  private AlphaZeroTraining withoutExtras(
      AlphaZeroTraining written, AlphaZeroTrainingStatus status) {
    ArrayNode patch = StatusExtras.removals(tree(status), tree(written.getStatus()));
    if (patch.isEmpty()) {
      return written;
    }
    patch
        .addObject()
        .put("op", "replace")
        .put("path", "/metadata/resourceVersion")
        .put("value", written.getMetadata().getResourceVersion());
    return surroundings
        .client()
        .resource(withStatus(written, status))
        .subresource("status")
        .patch(Applier.REMOVE, patch.toString());
  }

  private static JsonNode tree(@Nullable AlphaZeroTrainingStatus status) {
    return status == null ? MissingNode.getInstance() : StrictJson.node(status);
  }

  private AlphaZeroTraining patch(AlphaZeroTraining training, AlphaZeroTrainingStatus status) {
    try {
      return surroundings
          .client()
          .resource(withStatus(training, status))
          .subresource("status")
          .patch(Applier.APPLY);
    } catch (KubernetesClientException e) {
      if (GONE.contains(e.getCode())) {
        throw new TrainingGoneException(training);
      }
      throw e;
    }
  }

  /// What the operator owns of the resource: its status alone. With the uid, so that it is never
  /// the status of another training of the name.
  private static AlphaZeroTraining withStatus(
      AlphaZeroTraining training, AlphaZeroTrainingStatus status) {
    AlphaZeroTraining patch = new AlphaZeroTraining();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(training.getMetadata().getName())
            .withNamespace(training.getMetadata().getNamespace())
            .withUid(training.getMetadata().getUid())
            .build());
    patch.setStatus(status);
    return patch;
  }

  private static UpdateControl<AlphaZeroTraining> wakeAgain(
      Observed seen, Decision decision, Refusals refusals, Optional<Duration> untilStatus) {
    List<Duration> times = new ArrayList<>();
    untilStatus.ifPresent(times::add);
    refusals.retryAt().map(time -> Duration.between(seen.now(), time)).ifPresent(times::add);
    NextWake.after(seen, decision.resolution(), decision.plan(), decision.renewal())
        .ifPresent(times::add);
    UpdateControl<AlphaZeroTraining> control = UpdateControl.noUpdate();
    return times.stream()
        .min(Duration::compareTo)
        .map(time -> control.rescheduleAfter(time.plusMillis(1)))
        .orElse(control);
  }

  private Observer observer() {
    return Objects.requireNonNull(observer, "event sources are prepared first");
  }

  private Watches watches() {
    return Objects.requireNonNull(watches, "event sources are prepared first");
  }
}
