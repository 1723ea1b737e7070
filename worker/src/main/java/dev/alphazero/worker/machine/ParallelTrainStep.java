package dev.alphazero.worker.machine;

import dev.alphazero.worker.learner.TrainStep;
import dev.alphazero.worker.network.Gradient;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.StepLoss;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.TrainableModel;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A training step on several threads: each owns a replica of the network and computes the gradient
/// of a slice of the batch; then every replica applies the mean of them all.
///
/// Replicas stay the same bit for bit, and a step's result depends on the number of replicas alone.
/// Used by one thread, which is not one of the workers.
public final class ParallelTrainStep implements TrainStep {
  /// Smaller slices are too noisy for batch norm, which sees one slice at a time.
  private static final int FEWEST_ROWS = 32;

  /// Slices begin at cache lines, whatever a row's size.
  private static final int ROW_UNIT = 16;

  private final WorkerThreads threads;
  private final int batch;
  private final int replicas;
  private final Arena arena = Arena.ofShared();
  private final List<Gradient> gradients = new ArrayList<>();
  private final Gradient mean;
  private final float[] shares;

  /// One per thread, used by that thread only.
  private final List<? extends TrainableModel> models;

  /// Returns into how many slices a batch is cut.
  public static int replicas(int batch, int threads) {
    return Math.clamp(batch / FEWEST_ROWS, 1, threads);
  }

  /// Creates the replicas; `restore` sets their state.
  ///
  /// @param threads idle whenever this is used
  /// @param batch samples of every step
  /// @param newModel called once on each thread that gets a replica
  public ParallelTrainStep(
      WorkerThreads threads,
      int batch,
      NetworkSpec spec,
      Supplier<? extends TrainableModel> newModel) {
    this.threads = threads;
    this.batch = batch;
    replicas = replicas(batch, threads.size());
    mean = Gradient.allocate(arena, spec);
    shares = new float[replicas];
    for (int i = 0; i < replicas; i++) {
      gradients.add(Gradient.allocate(arena, spec));
      shares[i] = (float) rows(i) / batch;
    }
    models = threads.first(replicas, _ -> newModel.get());
  }

  @Override
  public StepLoss step(TrainBatch samples, float learningRate, float emaDecay) {
    if (samples.n() != batch) {
      throw new IllegalArgumentException(
          "a step must have the samples it was made for, n=%d, batch=%d"
              .formatted(samples.n(), batch));
    }
    onReplicas(i -> models.get(i).gradient(samples.slice(from(i), rows(i)), gradients.get(i)));
    onReplicas(i -> mean.setMean(gradients, shares, i, replicas));
    return threads
        .first(replicas, i -> models.get(i).apply(mean, learningRate, emaDecay))
        .getFirst();
  }

  private int from(int slice) {
    return slice == replicas ? batch : batch * slice / replicas / ROW_UNIT * ROW_UNIT;
  }

  private int rows(int slice) {
    return from(slice + 1) - from(slice);
  }

  @Override
  public TrainState state() {
    return threads.first(1, _ -> models.getFirst().state()).getFirst();
  }

  /// Returns the states of all replicas, which are equal.
  List<TrainState> states() {
    return threads.first(replicas, i -> models.get(i).state());
  }

  @Override
  public void restore(TrainState state) {
    onReplicas(i -> models.get(i).restore(state));
  }

  @Override
  public void close() {
    onReplicas(i -> models.get(i).close());
    arena.close();
  }

  /// Work for one of the replicas.
  private interface Work {
    void run(int replica);
  }

  private void onReplicas(Work work) {
    threads.first(
        replicas,
        replica -> {
          work.run(replica);
          return true;
        });
  }
}
