package dev.alphazero.operator.status;

import dev.alphazero.crd.condition.TrainingCondition;
import dev.alphazero.crd.condition.TrainingCondition.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conditions of a status that is being assembled. A condition whose status stays keeps its
/// transition time.
public final class ConditionList {
  private static final int MOST_MESSAGE = 2000;

  private final List<TrainingCondition> before;
  private final long generation;
  private final String now;
  private final List<TrainingCondition> conditions = new ArrayList<>();

  /// @param before the conditions that were written last; null for none
  ConditionList(@Nullable List<TrainingCondition> before, long generation, Instant now) {
    this.before = before == null ? List.of() : before;
    this.generation = generation;
    this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// A condition's status, reason and message.
  record Verdict(Status status, String reason, String message) {
    static Verdict yes(String reason, String message) {
      return new Verdict(Status.TRUE, reason, message);
    }

    static Verdict no(String reason, String message) {
      return new Verdict(Status.FALSE, reason, message);
    }

    boolean holds() {
      return status == Status.TRUE;
    }
  }

  void add(String type, Verdict verdict) {
    TrainingCondition last = find(before, type);
    String since =
        last != null && last.status() == verdict.status ? last.lastTransitionTime() : now;
    conditions.add(
        new TrainingCondition(
            type, verdict.status, verdict.reason, cut(verdict.message), since, generation));
  }

  /// Adds a condition as it was.
  void keep(TrainingCondition condition) {
    conditions.add(condition);
  }

  List<TrainingCondition> list() {
    return List.copyOf(conditions);
  }

  /// Returns the condition of a type, or null.
  public static @Nullable TrainingCondition find(
      @Nullable List<TrainingCondition> list, String type) {
    if (list == null) {
      return null;
    }
    return list.stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElse(null);
  }

  /// Returns whether a condition is there and true.
  public static boolean holds(@Nullable List<TrainingCondition> list, String type) {
    TrainingCondition condition = find(list, type);
    return condition != null && condition.status() == Status.TRUE;
  }

  private static String cut(String message) {
    return message.length() <= MOST_MESSAGE
        ? message
        : message.substring(0, MOST_MESSAGE - 1) + "…";
  }
}
