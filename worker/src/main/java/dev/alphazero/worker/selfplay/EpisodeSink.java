package dev.alphazero.worker.selfplay;

import dev.alphazero.worker.replay.Episode;

/// Takes finished games; called by the threads of all groups, must not block for long.
@FunctionalInterface
public interface EpisodeSink {
  void accept(Episode episode);
}
