package dev.alphazero.operator.observe;

import dev.alphazero.crd.AlphaZeroTraining;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why controllers make no pods, in the API server's words.
///
/// | of | that pods are refused | why |
/// |---|---|---|
/// | StatefulSet | pods are missing, and there is an event after the last pod | the newest event |
/// | Deployment | its condition `ReplicaFailure` | the newest event of its ReplicaSets: the condition keeps the words of the first refusal |
///
/// An event outlives its cause by an hour, so that events alone say nothing. Safe for use by many
/// threads.
public final class RefusedPods {
  /// Kinds whose controllers make pods.
  static final String STATEFUL_SET = "StatefulSet";

  static final String REPLICA_SET = "ReplicaSet";

  /// Of their events.
  static final String REASON = "FailedCreate";

  private static final Pattern OF_A_ROLE =
      Pattern.compile("(.+)-(learner|(actor|inference)-[^-]+)");

  /// Of each training the newest event that a pod was seen after, by its version.
  private final Map<ResourceID, Long> over = new ConcurrentHashMap<>();

  /// Returns the words; empty while all pods are there, or if nothing is known.
  ///
  /// @param events of the training's workloads
  /// @param podIsThere whether there is a pod that is not being deleted
  String of(
      AlphaZeroTraining training, StatefulSet set, Collection<Event> events, boolean podIsThere) {
    ResourceID id = ResourceID.fromResource(training);
    Optional<Event> newest =
        newest(
            events,
            about ->
                about.getKind().equals(STATEFUL_SET)
                    && Objects.equals(about.getUid(), set.getMetadata().getUid()));
    if (newest.isEmpty()) {
      return "";
    }
    long version = version(newest.get());
    if (podIsThere) {
      over.merge(id, version, Math::max);
    }
    return isShort(set) && version > over.getOrDefault(id, 0L) ? words(newest.get()) : "";
  }

  /// Returns the words; empty if it can make pods.
  ///
  /// @param events of the training's workloads
  static String of(Deployment deployment, Collection<Event> events) {
    String first = WorkloadReader.failure(deployment);
    String sets = deployment.getMetadata().getName() + "-";
    return first.isEmpty()
        ? ""
        : newest(
                events,
                about -> about.getKind().equals(REPLICA_SET) && about.getName().startsWith(sets))
            .map(RefusedPods::words)
            .orElse(first);
  }

  /// Forgets a training that was deleted.
  public void forget(ResourceID training) {
    over.remove(training);
  }

  /// Returns the training that an event may be about, by the name of the workload.
  public static Optional<ResourceID> trainingOf(Event event) {
    ObjectReference about = event.getInvolvedObject();
    Matcher name = OF_A_ROLE.matcher(Objects.requireNonNullElse(about.getName(), ""));
    return name.matches()
        ? Optional.of(new ResourceID(name.group(1), about.getNamespace()))
        : Optional.empty();
  }

  private static Optional<Event> newest(
      Collection<Event> events, Predicate<ObjectReference> about) {
    return events.stream()
        .filter(event -> about.test(event.getInvolvedObject()))
        .max(Comparator.comparingLong(RefusedPods::version));
  }

  private static boolean isShort(StatefulSet set) {
    Workload workload = WorkloadReader.read(set, "");
    return workload.current() < workload.desired();
  }

  private static String words(Event event) {
    return Objects.requireNonNullElse(event.getMessage(), "");
  }

  private static long version(Event event) {
    return Long.parseLong(event.getMetadata().getResourceVersion());
  }
}
