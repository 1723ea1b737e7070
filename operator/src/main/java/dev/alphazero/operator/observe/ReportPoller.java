package dev.alphazero.operator.observe;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.progress.RoleProgress;
import dev.alphazero.crd.role.Role;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Reads what the roles report, beside the reconciliations, and wakes a training when there is
/// news.
///
/// | thread | does |
/// |---|---|
/// | reconciliation | says which pods to read (`follow`), reads the last reports |
/// | timer | once a period hands each followed training to a virtual thread |
/// | virtual thread, at most one a training | reads its pods, stores, wakes |
public final class ReportPoller extends AbstractEventSource<Reports, AlphaZeroTraining>
    implements ResourceEventAware<AlphaZeroTraining> {
  /// Time between two readings of a training.
  public static final Duration PERIOD = Duration.ofSeconds(10);

  /// News of numbers alone wake a training no more often: a status is written at most once in this
  /// time.
  public static final Duration NUMBERS = Duration.ofSeconds(30);

  private final ReportReader reader;
  private final Clock clock;
  private final Duration period;
  private final Map<ResourceID, Followed> followed = new ConcurrentHashMap<>();

  @GuardedBy("this") private @Nullable ScheduledExecutorService timer;

  @GuardedBy("this") private @Nullable ExecutorService readers;

  public ReportPoller(ReportReader reader, Clock clock, Duration period) {
    super(Reports.class, "reports");
    this.reader = reader;
    this.clock = clock;
    this.period = period;
  }

  /// A training whose pods are read. Written by its reader alone, but for `targets`.
  private static final class Followed {
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile List<Target> targets;
    private volatile Reports reports = Reports.NONE;
    private volatile Instant woken = Instant.MIN;

    Followed(List<Target> targets) {
      this.targets = targets;
    }

    Followed reading(List<Target> next) {
      targets = next;
      return this;
    }

    /// Whether the learner is another pod than before.
    boolean isReplacedBy(List<Target> next) {
      return !learners(targets).equals(learners(next));
    }

    private static List<String> learners(List<Target> targets) {
      return targets.stream()
          .filter(target -> target.role() == Role.LEARNER)
          .map(Target::uid)
          .toList();
    }
  }

  /// A pod to read.
  private record Target(String pod, String uid, Role role, String ip) {}

  /// Reads these pods from now on, those that run and have an address.
  public void follow(ResourceID training, List<PodFacts> pods) {
    List<Target> targets =
        pods.stream()
            .filter(pod -> pod.role() != Role.ACTOR && pod.phase().equals("Running"))
            .filter(pod -> pod.ip() != null)
            .map(
                pod ->
                    new Target(pod.name(), pod.uid(), pod.role(), Objects.requireNonNull(pod.ip())))
            .toList();
    if (targets.isEmpty()) {
      followed.remove(training);
      return;
    }
    // What a pod reported that is gone is not true of the one that took its name.
    followed.compute(
        training,
        (_, it) ->
            it == null || it.isReplacedBy(targets) ? new Followed(targets) : it.reading(targets));
  }

  /// Returns what a training's roles reported last.
  public Reports reports(ResourceID training) {
    Followed it = followed.get(training);
    return it == null ? Reports.NONE : it.reports;
  }

  @Override
  public Set<Reports> getSecondaryResources(AlphaZeroTraining training) {
    return Set.of(reports(ResourceID.fromResource(training)));
  }

  @Override
  public void onResourceDeleted(AlphaZeroTraining training) {
    followed.remove(ResourceID.fromResource(training));
  }

  @Override
  public synchronized void start() {
    super.start();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    readers = threads;
    timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    long millis = period.toMillis();
    timer.scheduleWithFixedDelay(() -> readAll(threads), millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void stop() {
    super.stop();
    if (timer != null) {
      timer.shutdownNow();
    }
    if (readers != null) {
      readers.shutdownNow();
    }
  }

  private void readAll(ExecutorService threads) {
    followed.forEach(
        (training, it) -> {
          if (it.reading.compareAndSet(false, true)) {
            threads.execute(() -> read(training, it));
          }
        });
  }

  private void read(ResourceID training, Followed it) {
    try {
      Reports before = it.reports;
      Reports after = read(it.targets, before);
      it.reports = after;
      Instant now = clock.instant();
      if (isNews(before, after)
          || (!after.equals(before) && !it.woken.plus(NUMBERS).isAfter(now))) {
        it.woken = now;
        getEventHandler().handleEvent(new Event(training));
      }
    } finally {
      it.reading.set(false);
    }
  }

  /// A role that does not answer keeps its last report, whose age tells.
  private Reports read(List<Target> targets, Reports before) {
    LearnerProgress learner = before.learner();
    Instant learnerReadAt = before.learnerReadAt();
    Map<String, InferenceProgress> inference = new HashMap<>();
    Instant inferenceReadAt = before.inferenceReadAt();
    boolean anyInference = false;
    for (Target target : targets) {
      RoleProgress progress = reader.read(target.ip(), target.role()).orElse(null);
      switch (progress) {
        case LearnerProgress told -> {
          learner = told;
          learnerReadAt = clock.instant();
          if (told.inference() != null) {
            inference.put(target.pod(), told.inference());
            anyInference = true;
          }
        }
        case InferenceProgress told -> {
          inference.put(target.pod(), told);
          anyInference = true;
        }
        case null, default -> {
          InferenceProgress last = before.inference().get(target.pod());
          if (last != null) {
            inference.put(target.pod(), last);
          }
        }
      }
    }
    return new Reports(
        learner, learnerReadAt, inference, anyInference ? clock.instant() : inferenceReadAt);
  }

  /// The first word of a role, and a learner that says it has started, ended or failed.
  private static boolean isNews(Reports before, Reports after) {
    LearnerProgress old = before.learner();
    LearnerProgress young = after.learner();
    boolean learner =
        young != null
            && (old == null
                || old.state() != young.state()
                || old.incarnation() != young.incarnation());
    return learner || !before.inference().keySet().equals(after.inference().keySet());
  }
}
