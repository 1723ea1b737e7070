package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.learner.Checkpoint;
import dev.alphazero.worker.learner.CheckpointHeader;
import dev.alphazero.worker.learner.CheckpointProgress;
import dev.alphazero.worker.learner.CheckpointStore;
import dev.alphazero.worker.replay.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run whose newest checkpoint has weights that are no numbers.
final class DivergedNetworkTest {
  @TempDir Path folder;
  private Path run = Path.of("");
  private Path good = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    run = TinyRun.copy(folder);
    good = TinyRun.checkpoint(run);
  }

  @Test
  void weightsThatAreNoNumbersAreOneLineWithWhatToUse() throws IOException {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Path diverged = newerCheckpoint(bad);
      for (List<String> command : commands()) {
        Cli result = Cli.run(command.toArray(String[]::new));
        assertThat(result.exitCode()).as("%s", command).isEqualTo(1);
        assertThat(result.err().lines()).as("%s", command).hasSize(1);
        assertThat(result.err())
            .contains("checkpoint " + diverged + " cannot be read: its numbers must be finite")
            .contains("The newest older one that can be read is " + good);
      }
      assertThat(folder.resolve("network.onnx")).doesNotExist();
      assertThat(Cli.run("verify", good.toString()).exitCode()).isZero();
    }
  }

  @Test
  void trainingGoesOnFromTheOlderOne() throws IOException {
    Path diverged = newerCheckpoint(Float.NaN);
    Cli result = TinyRun.train(TinyRun.file(folder), run, "--set", "completion.trainingSteps=6");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("WARNING: checkpoint " + diverged + " cannot be read: its numbers must be finite")
        .contains("Going on from " + good);
  }

  private List<List<String>> commands() {
    String name = run.toString();
    return List.of(
        List.of("verify", name, "--simulations", "2"),
        List.of("match", name, "random", "--games", "2"),
        List.of("play", name, "--first", "it"),
        List.of(
            "export",
            name,
            "--format",
            "onnx",
            "--output",
            folder.resolve("network.onnx").toString()));
  }

  private Path newerCheckpoint(float weights) throws IOException {
    Checkpoint checkpoint = CheckpointStore.load(good);
    Arrays.fill(checkpoint.state().average(), weights);
    CheckpointHeader header = checkpoint.header();
    CheckpointProgress then = header.progress();
    CheckpointProgress later =
        new CheckpointProgress(
            then.step() + 1,
            then.samplesPresented(),
            then.version(),
            then.counters(),
            then.generation(),
            then.notes());
    new CheckpointStore(run.resolve("checkpoints"), 9, DurableFiles.disk())
        .save(new Checkpoint(new CheckpointHeader(header.run(), later), checkpoint.state()));
    Path newest = TinyRun.checkpoint(run);
    assertThat(newest).isNotEqualTo(good);
    assertThat(Files.exists(good)).isTrue();
    return newest;
  }
}
