package dev.alphazero.worker.strength;

import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.learner.Checkpoint;
import dev.alphazero.worker.learner.CheckpointStore;
import dev.alphazero.worker.learner.RunIdentity;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.plan.TrainingPlans;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.run.RunException;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.run.RunFolders;
import dev.alphazero.worker.run.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Finds trained networks: by a run's folder, by its name under `runs/`, or by a checkpoint file
/// inside a run.
public final class NetworkFiles {
  private NetworkFiles() {}

  /// Returns the network of a run's newest checkpoint, or of a checkpoint file.
  ///
  /// @throws InputException if there is none; the message says where was looked
  /// @throws RunException if it cannot be read
  public static TrainedNetwork load(String name) {
    return saved(name).network();
  }

  /// Returns the same, and where it stands in its run.
  public static SavedNetwork saved(String name) {
    Path path = Path.of(name);
    if (Files.isRegularFile(path)) {
      return ofCheckpoint(path);
    }
    return ofRun(RunFolders.named(name));
  }

  /// Returns the newest checkpoint of a run, or the checkpoint file that is named.
  ///
  /// @throws InputException if there is none; the message says where was looked
  public static Path checkpoint(String name) {
    Path path = Path.of(name);
    return Files.isRegularFile(path) ? path : newest(RunFolders.named(name));
  }

  private static Path newest(RunFolder folder) {
    List<Path> checkpoints =
        new CheckpointStore(folder.checkpoints(), 1, DurableFiles.disk()).newestFirst();
    if (checkpoints.isEmpty()) {
      throw new RunException(
          "the run %s has no checkpoint yet; train it on until it writes one"
              .formatted(folder.path()));
    }
    return checkpoints.getFirst();
  }

  private static SavedNetwork ofRun(RunFolder folder) {
    RunRecord record = RunRecord.read(folder);
    Path newest = newest(folder);
    return network(record, record.name(), newest, CheckpointStore.load(newest));
  }

  private static SavedNetwork ofCheckpoint(Path file) {
    Path checkpoints = file.toAbsolutePath().getParent();
    Path run = checkpoints == null ? null : checkpoints.getParent();
    if (run == null) {
      throw new RunException("%s must lie in the folder checkpoints of its run".formatted(file));
    }
    RunRecord record = RunRecord.read(new RunFolder(run));
    Checkpoint checkpoint = CheckpointStore.load(file);
    String label = record.name() + "@" + checkpoint.header().progress().step();
    return network(record, label, file, checkpoint);
  }

  private static SavedNetwork network(
      RunRecord record, String label, Path file, Checkpoint checkpoint) {
    TrainedNetwork network = network(record, label, checkpoint.weights().flat());
    RunIdentity made = checkpoint.header().run();
    if (!made.game().equals(network.game().name()) || !made.network().equals(network.spec())) {
      throw new RunException(
          "checkpoint %s belongs to another run: it is of %s, %s; the run is of %s, %s. Restore the run's own checkpoint, or name the run that it came from."
              .formatted(file, made.game(), made.network(), network.game().name(), network.spec()));
    }
    return new SavedNetwork(network, record.name(), checkpoint.header().progress().version());
  }

  private static TrainedNetwork network(RunRecord record, String label, float[] weights) {
    Settings resolved = record.resolvedSettings();
    Game game = TrainingPlans.game(resolved.game());
    return new TrainedNetwork(
        DjlEngine.CPU,
        label,
        game,
        TrainingPlans.network(resolved.network(), game),
        weights,
        record.precisions().inference(),
        TrainingPlans.search(resolved.search()),
        TrainingPlans.backend(resolved.search(), game).backend(),
        resolved.seed());
  }
}
