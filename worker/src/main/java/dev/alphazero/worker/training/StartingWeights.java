package dev.alphazero.worker.training;

import dev.alphazero.worker.learner.Checkpoint;
import dev.alphazero.worker.learner.CheckpointHeader;
import dev.alphazero.worker.learner.CheckpointProgress;
import dev.alphazero.worker.learner.CheckpointStore;
import dev.alphazero.worker.learner.RunIdentity;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.LogCounters;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.run.StartedFrom;
import dev.alphazero.worker.strength.NetworkFiles;
import java.nio.file.Path;
import java.util.Map;

/// Weights to begin with. They are those that the other run plays with, its moving average; how its
/// optimiser stood is left behind.
record StartingWeights(StartedFrom from, RunIdentity made, float[] weights) {
  /// Reads the newest checkpoint of a run, or a checkpoint file.
  ///
  /// @throws InputException if there is none
  static StartingWeights read(String name) {
    Path file = NetworkFiles.checkpoint(name);
    Checkpoint checkpoint = CheckpointStore.load(file);
    CheckpointProgress progress = checkpoint.header().progress();
    RunIdentity made = checkpoint.header().run();
    StartedFrom from =
        new StartedFrom(
            name,
            file.toString(),
            progress.step(),
            progress.counters().episodes(),
            progress.version().toString(),
            made.library());
    return new StartingWeights(from, made, checkpoint.weights().flat());
  }

  /// Checks that the weights are of the run's own network.
  ///
  /// @throws InputException that names the field and both values
  void requireFits(RunIdentity own) {
    NetworkSpec there = made.network();
    NetworkSpec here = own.network();
    requireSame("game.name", made.game(), own.game());
    requireSame("board", there.height() + "x" + there.width(), here.height() + "x" + here.width());
    requireSame("network.blocks", there.blocks(), here.blocks());
    requireSame("network.channels", there.channels(), here.channels());
    requireSame("network", there, here);
    requireSame("layoutHash", made.layoutHash(), own.layoutHash());
  }

  private void requireSame(String field, Object there, Object here) {
    if (!there.equals(here)) {
      throw new InputException(
          "--from %s: %2$s must be the same in both, %2$s=%3$s there, %2$s=%4$s here. Set it as there, or leave --from out"
              .formatted(from.named(), field, there, here));
    }
  }

  /// Writes the run's first checkpoint, of no step and no game.
  void save(RunFolder folder, RunIdentity own) {
    CheckpointProgress start =
        new CheckpointProgress(0, 0, new ModelVersion(0, 0), LogCounters.ZERO, 0, Map.of());
    new CheckpointStore(folder.checkpoints(), 1, DurableFiles.disk())
        .save(
            new Checkpoint(
                new CheckpointHeader(own, start), TrainState.initial(own.network(), weights)));
  }
}
