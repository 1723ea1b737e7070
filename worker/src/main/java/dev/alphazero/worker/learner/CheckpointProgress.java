package dev.alphazero.worker.learner;

import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.replay.LogCounters;
import java.util.Map;

/// How far a run was when a checkpoint was made.
///
/// @param samplesPresented in all steps
/// @param counters of the episode log: the window held its newest samples
/// @param generation of lockstep self-play that begins after it; 0 where there are none
/// @param notes what other parts of the run must remember
public record CheckpointProgress(
    long step,
    long samplesPresented,
    ModelVersion version,
    LogCounters counters,
    long generation,
    Map<String, String> notes) {
  public CheckpointProgress {
    notes = Map.copyOf(notes);
  }
}
