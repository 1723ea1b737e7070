package dev.alphazero.worker.replay;

import java.util.Map;
import java.util.TreeMap;

/// The keys (generation, index) of logged episodes. Indices are nearly contiguous, so each
/// generation holds intervals, as many as there are gaps.
final class EpisodeKeys {
  /// Per generation: first index of an interval to the index after its last.
  private final Map<Long, TreeMap<Long, Long>> generations = new TreeMap<>();

  boolean contains(long generation, long index) {
    TreeMap<Long, Long> intervals = generations.get(generation);
    Map.Entry<Long, Long> below = intervals == null ? null : intervals.floorEntry(index);
    return below != null && index < below.getValue();
  }

  /// Adds a key and returns whether it was new.
  boolean add(long generation, long index) {
    if (contains(generation, index)) {
      return false;
    }
    TreeMap<Long, Long> intervals = generations.computeIfAbsent(generation, _ -> new TreeMap<>());
    long start = index;
    long end = index + 1;
    Map.Entry<Long, Long> below = intervals.floorEntry(index);
    if (below != null && below.getValue() == start) {
      start = below.getKey();
    }
    Long joined = intervals.remove(end);
    if (joined != null) {
      end = joined;
    }
    intervals.put(start, end);
    return true;
  }
}
