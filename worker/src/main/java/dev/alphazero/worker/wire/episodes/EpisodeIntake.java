package dev.alphazero.worker.wire.episodes;

import dev.alphazero.worker.replay.Episode;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The log behind `EpisodesService`. Called by gRPC's threads, several at once: no method may
/// block.
public interface EpisodeIntake {
  /// Keys that one client gives to its games, and no other client ever does.
  ///
  /// @param firstKey the first index, positive
  /// @param keys how many there are, positive
  record Session(long firstKey, long keys) {
    public Session {
      if (firstKey < 1 || keys < 1 || firstKey + keys < 0) {
        throw new IllegalArgumentException(
            "firstKey and keys must be positive and their sum below 2^63, firstKey=%d, keys=%d"
                .formatted(firstKey, keys));
      }
    }

    boolean contains(long key) {
      return key >= firstKey && key - firstKey < keys;
    }
  }

  /// Begins a session whose keys none before it had, also not before the learner started again.
  Session beginSession();

  /// Returns a session that this log's learners have begun at any time, or null.
  @Nullable Session session(long firstKey);

  /// Returns whether games may be resigned now.
  boolean mayResign();

  /// Returns whether more samples wait to be learned from than make sense: who plays should rest.
  boolean hasEnough();

  /// Takes episodes to be logged; one that is logged already is not logged again.
  ///
  /// @param durable called once by any thread, with null when all of them are on disk, else with
  ///   the failure; calls for one stream come in the order of its appends
  void append(List<Episode> episodes, Consumer<@Nullable RuntimeException> durable);
}
