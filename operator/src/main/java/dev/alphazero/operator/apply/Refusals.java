package dev.alphazero.operator.apply;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The writes of a training that the API server refused, and when each is tried again: at once when
/// something else is to be written or the training's specification was edited, else after a time
/// that doubles from 15 s to 5 min. Immutable.
///
/// @param standing by object
public record Refusals(Map<Key, Standing> standing) {
  /// Nothing was refused.
  public static final Refusals NONE = new Refusals(Map.of());

  private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  public Refusals {
    standing = Map.copyOf(standing);
  }

  /// A refused write.
  ///
  /// @param attempt what was to be written, in short
  /// @param pause from the refusal to the next attempt
  record Standing(Refusal refusal, String attempt, Duration pause, Instant retryAt) {}

  /// Returns the refusals, in the order of the objects' kinds and names.
  public List<Refusal> list() {
    return standing.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue().refusal)
        .toList();
  }

  /// Returns when the next refused write is tried again; empty if there is none.
  public Optional<Instant> retryAt() {
    return standing.values().stream().map(Standing::retryAt).min(Instant::compareTo);
  }

  /// Returns the refusal that makes an attempt useless now; empty if it should be made.
  Optional<Standing> against(Change change, long generation, Instant now) {
    return Optional.ofNullable(standing.get(Key.of(change.object())))
        .filter(last -> last.attempt.equals(attempt(change, generation)))
        .filter(last -> now.isBefore(last.retryAt));
  }

  /// Returns what stands after an attempt that was refused.
  Standing after(Change change, long generation, Refusal refusal, Instant now) {
    String attempt = attempt(change, generation);
    Standing last = standing.get(Key.of(change.object()));
    Duration wait =
        last == null || !last.attempt.equals(attempt)
            ? FIRST_WAIT
            : min(last.pause.multipliedBy(2), LONGEST_WAIT);
    return new Standing(refusal, attempt, wait, now.plus(wait));
  }

  private static String attempt(Change change, long generation) {
    Map<String, String> annotations = change.object().getMetadata().getAnnotations();
    String hash =
        change instanceof Change.Delete || annotations == null
            ? ""
            : annotations.getOrDefault(Changes.HASH, "");
    return change.getClass().getSimpleName() + " " + hash + " " + generation;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
