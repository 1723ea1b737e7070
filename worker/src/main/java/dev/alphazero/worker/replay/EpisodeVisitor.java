package dev.alphazero.worker.replay;

/// Receives the episodes of a log in order.
@FunctionalInterface
public interface EpisodeVisitor {
  /// Visits an episode.
  ///
  /// @param number of the episode, counted from 0 since the run began
  /// @param firstSample number of its first sample, counted from 0 since the run began
  /// @return whether to go on
  boolean visit(long number, long firstSample, Episode episode);
}
