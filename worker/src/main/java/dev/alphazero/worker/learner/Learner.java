package dev.alphazero.worker.learner;

import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.StepLoss;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.planes.Symmetry;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.LogCounters;
import dev.alphazero.worker.replay.ReplayWindow;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;

/// Trains on the replay window at the pace of its samples. Owns window and network from its
/// creation on. What it learns depends on the order of the episodes and steps alone, never on time.
/// Used by one thread.
public final class Learner implements AutoCloseable {
  /// How it learns.
  ///
  /// @param seed of the run
  public record Settings(
      long seed, ReusePacing pacing, LearningRate learningRate, EmaSchedule ema) {}

  private final Settings settings;
  private final ReplayWindow window;
  private final BatchAssembler assembler;
  private final TrainStep network;
  private final int incarnation;
  private final Arena arena = Arena.ofShared();
  private final TrainBatch batch;
  private final LossAverage losses = new LossAverage();
  private long steps;
  private long samplesPresented;

  /// Creates a learner at the start of a run.
  ///
  /// @param symmetries of the game, the identity first
  /// @param network in the state that training starts from
  /// @param incarnation number of this start of the learner
  public Learner(
      Settings settings,
      ReplayWindow window,
      List<Symmetry> symmetries,
      NetworkSpec spec,
      TrainStep network,
      int incarnation) {
    this.settings = settings;
    this.window = window;
    this.network = network;
    this.incarnation = incarnation;
    assembler = new BatchAssembler(window.layout(), symmetries, settings.seed());
    batch = TrainBatch.allocate(arena, spec, settings.pacing().batch());
  }

  /// Goes on from a checkpoint. The window must be as it was then.
  public void resume(Checkpoint checkpoint) {
    network.restore(checkpoint.state());
    steps = checkpoint.header().progress().step();
    samplesPresented = checkpoint.header().progress().samplesPresented();
  }

  /// Adds a finished episode to the window.
  public void add(Episode episode) {
    window.add(episode);
  }

  /// Returns how many steps may be taken before more samples are needed.
  public int stepsDue() {
    return settings.pacing().stepsDue(window.samples(), samplesPresented, window.size());
  }

  /// Returns the samples that wait to be learned from.
  public double samplesWaiting() {
    return settings.pacing().waiting(window.samples(), samplesPresented);
  }

  /// Takes one training step.
  ///
  /// @throws DivergedException if the loss is not finite
  public StepLoss step() {
    int n = batch.n();
    assembler.assemble(window, steps, batch);
    float learningRate = settings.learningRate().at(samplesPresented, n);
    float emaDecay = settings.ema().decay(samplesPresented, n);
    StepLoss loss = network.step(batch, learningRate, emaDecay);
    if (!loss.isFinite()) {
      throw new DivergedException(steps, learningRate, loss);
    }
    steps++;
    samplesPresented += n;
    losses.add(loss);
    return loss;
  }

  /// Returns the steps taken since the run began.
  public long steps() {
    return steps;
  }

  /// Returns the samples presented since the run began.
  public long samplesPresented() {
    return samplesPresented;
  }

  public ModelVersion version() {
    return new ModelVersion(incarnation, steps);
  }

  public LossAverage losses() {
    return losses;
  }

  public ReplayWindow window() {
    return window;
  }

  /// Returns the weights to play with now.
  ///
  /// @throws DivergedException if they are not finite
  public Weights publish() {
    return new Weights(version(), finite(network.state()).average());
  }

  /// Returns everything that `resume` needs beside the log.
  ///
  /// @param counters of the log when its episodes were exactly those added here
  /// @param generation of lockstep self-play that begins now
  /// @param notes whatever else the run must remember
  /// @throws DivergedException if the weights are not finite
  public Checkpoint checkpoint(
      RunIdentity run, LogCounters counters, long generation, Map<String, String> notes) {
    if (counters.samples() != window.samples()) {
      throw new IllegalArgumentException(
          "log and window must agree on the samples, log=%d, window=%d"
              .formatted(counters.samples(), window.samples()));
    }
    CheckpointProgress progress =
        new CheckpointProgress(steps, samplesPresented, version(), counters, generation, notes);
    return new Checkpoint(new CheckpointHeader(run, progress), finite(network.state()));
  }

  /// A step whose loss was sound may yet leave weights that are not.
  private TrainState finite(TrainState state) {
    String bad = state.notFinite();
    if (bad != null) {
      throw new DivergedException("weights must be finite, step=%d, %s".formatted(steps, bad));
    }
    return state;
  }

  @Override
  public void close() {
    network.close();
    window.close();
    arena.close();
  }
}
