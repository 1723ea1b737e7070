package dev.alphazero.operator.status;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Actors;
import dev.alphazero.crd.condition.Conditions;
import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.crd.condition.TrainingCondition;
import dev.alphazero.crd.condition.TrainingCondition.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The events between two statuses: transitions only, so a status that stays is silent.
///
/// | transition | type | reason |
/// |---|---|---|
/// | the profile is resolved or chosen anew, or refused | Normal, Warning | the condition's |
/// | Ready becomes true for the first time since a start | Normal | Started |
/// | Degraded becomes true, or for another reason | Warning | the condition's |
/// | Degraded becomes false while it runs | Normal | Recovered |
/// | Suspended becomes true, false | Normal | Suspended, Resumed |
/// | Complete becomes true, false | Normal | CompletionReached, Reopened |
/// | Failed becomes true, false | Warning, Normal | the condition's, Reopened |
/// | the number of actors changes while it runs | Normal | Scaled |
/// | the volume is lost or being deleted, or its class is not there | Warning | the condition's |
/// | a notice appears (MetricsStale, ScaleIgnored, …; a refused write shows as Degraded) | Normal, Warning | its type |
public final class Events {
  private record Notice(String type, Event.Type severity) {}

  private static final List<Notice> NOTICES =
      List.of(
          new Notice(Conditions.BETTER_PROFILE_AVAILABLE, Event.Type.NORMAL),
          new Notice(Conditions.METRICS_STALE, Event.Type.WARNING),
          new Notice(Conditions.POLICY_VIOLATED, Event.Type.WARNING),
          new Notice(Conditions.QUOTA_EXCEEDED, Event.Type.WARNING),
          new Notice(Conditions.QUOTA_PENDING, Event.Type.NORMAL),
          new Notice(Conditions.SCALE_IGNORED, Event.Type.WARNING));

  private static final Set<String> VOLUME_PROBLEMS =
      Set.of(Reasons.STORAGE_CLASS_NOT_FOUND, Reasons.VOLUME_DELETING, Reasons.VOLUME_LOST);

  private final @Nullable AlphaZeroTrainingStatus before;
  private final AlphaZeroTrainingStatus after;
  private final List<Event> events = new ArrayList<>();

  private Events(@Nullable AlphaZeroTrainingStatus before, AlphaZeroTrainingStatus after) {
    this.before = before;
    this.after = after;
  }

  /// Returns what happened.
  ///
  /// @param before the status that was written last; null for none
  /// @param after the status that is written now
  public static List<Event> of(
      @Nullable AlphaZeroTrainingStatus before, AlphaZeroTrainingStatus after) {
    Events events = new Events(before, after);
    events.addProfile();
    events.addLife();
    events.addDegraded();
    events.addScaled();
    events.addNotices();
    return List.copyOf(events.events);
  }

  private void addProfile() {
    TrainingCondition now = now(Conditions.PROFILE_RESOLVED);
    if (now != null && now.status() == Status.TRUE && !hash(before).equals(hash(after))) {
      add(Event.Type.NORMAL, "ProfileResolved", now.message());
    }
    if (now != null && now.status() == Status.FALSE && isNew(now)) {
      add(Event.Type.WARNING, now.reason(), now.message());
    }
  }

  private void addLife() {
    if (appears(Conditions.READY)) {
      add(Event.Type.NORMAL, Reasons.STARTED, "every role does its work");
    }
    if (appears(Conditions.SUSPENDED)) {
      add(Event.Type.NORMAL, Reasons.SUSPENDED, "nothing runs, everything is kept");
    }
    if (disappears(Conditions.SUSPENDED)) {
      add(Event.Type.NORMAL, Reasons.RESUMED, "the roles start again");
    }
    addFinish(Conditions.COMPLETE, Event.Type.NORMAL);
    addFinish(Conditions.FAILED, Event.Type.WARNING);
  }

  private void addFinish(String type, Event.Type severity) {
    TrainingCondition now = now(type);
    if (now != null && appears(type)) {
      add(severity, now.reason(), now.message());
    }
    if (disappears(type)) {
      add(Event.Type.NORMAL, Reasons.REOPENED, "the spec changed: the training goes on");
    }
  }

  private void addDegraded() {
    TrainingCondition now = now(Conditions.DEGRADED);
    if (now == null) {
      return;
    }
    if (now.status() == Status.TRUE && isNew(now) && !isTold(now)) {
      add(Event.Type.WARNING, now.reason(), now.message());
    }
    if (disappears(Conditions.DEGRADED) && isRunning(after)) {
      add(Event.Type.NORMAL, Reasons.RECOVERED, "no problem is known any more");
    }
  }

  private void addScaled() {
    Actors was = before == null ? null : before.actors();
    Actors now = after.actors();
    if (was == null || now == null || was.desired() == null || now.desired() == null) {
      return;
    }
    if (!was.desired().equals(now.desired()) && isRunning(before) && isRunning(after)) {
      add(
          Event.Type.NORMAL,
          Reasons.SCALED,
          "actors: %d to %d".formatted(was.desired(), now.desired()));
    }
  }

  private void addNotices() {
    for (Notice notice : NOTICES) {
      TrainingCondition now = now(notice.type);
      if (now != null && now.status() == Status.TRUE && isNew(now) && !isTold(now)) {
        add(notice.severity, notice.type, now.message());
      }
    }
    TrainingCondition volume = now(Conditions.VOLUME_BOUND);
    if (volume != null && VOLUME_PROBLEMS.contains(volume.reason()) && isNew(volume)) {
      add(Event.Type.WARNING, volume.reason(), volume.message());
    }
  }

  private boolean isTold(TrainingCondition now) {
    return events.stream().anyMatch(event -> event.reason().equals(now.reason()));
  }

  private void add(Event.Type type, String reason, String message) {
    events.add(new Event(type, reason, message));
  }

  private @Nullable TrainingCondition now(String type) {
    return ConditionList.find(after.conditions(), type);
  }

  private @Nullable TrainingCondition was(String type) {
    return before == null ? null : ConditionList.find(before.conditions(), type);
  }

  /// Whether the condition has another status or reason than before.
  private boolean isNew(TrainingCondition now) {
    TrainingCondition was = was(now.type());
    return was == null || was.status() != now.status() || !was.reason().equals(now.reason());
  }

  private boolean appears(String type) {
    return !held(before, type) && held(after, type);
  }

  private boolean disappears(String type) {
    return held(before, type) && !held(after, type);
  }

  private static boolean held(@Nullable AlphaZeroTrainingStatus status, String type) {
    return status != null && ConditionList.holds(status.conditions(), type);
  }

  private static boolean isRunning(@Nullable AlphaZeroTrainingStatus status) {
    if (status == null) {
      return false;
    }
    TrainingCondition progressing = ConditionList.find(status.conditions(), Conditions.PROGRESSING);
    boolean stopping = progressing != null && progressing.reason().equals(Reasons.STOPPING);
    return !stopping
        && !held(status, Conditions.SUSPENDED)
        && !held(status, Conditions.COMPLETE)
        && !held(status, Conditions.FAILED);
  }

  private static String hash(@Nullable AlphaZeroTrainingStatus status) {
    return status == null || status.profile() == null || status.profile().hash() == null
        ? ""
        : status.profile().hash();
  }
}
