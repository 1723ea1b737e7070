package dev.alphazero.worker.benchmark;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.network.FoldedWeights;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.LoadableModel;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.role.WorkerThreads;
import dev.alphazero.worker.search.LeafBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The limit of everything that evaluates: the network alone on prepared inputs, one model of one
/// native thread on each worker thread, as in self-play.
final class RawForward implements AutoCloseable {
  private final WorkerThreads threads;
  private final Arena arena = Arena.ofShared();
  private final List<Lane> lanes;

  /// @param capacity most positions of a batch
  RawForward(
      WorkerThreads threads, Game game, NetworkSpec spec, Precision precision, int capacity) {
    this.threads = threads;
    float[] weights = FoldedWeights.of(spec, InitialWeights.of(spec, 0));
    lanes =
        threads.all(
            thread -> {
              LoadableModel model = DjlEngine.CPU.newModel(spec, precision);
              model.setFoldedWeights(weights);
              return new Lane(
                  model,
                  planes(game, capacity, thread),
                  floats((long) capacity * spec.actions()),
                  floats(capacity),
                  new Latencies());
            });
  }

  /// A model and its memory, of one thread.
  private record Lane(
      LoadableModel model,
      MemorySegment planes,
      MemorySegment policyLogits,
      MemorySegment values,
      Latencies latencies) {
    long forward(int n) {
      long start = System.nanoTime();
      model.forward(n, planes, policyLogits, values);
      latencies.add(System.nanoTime() - start);
      return n;
    }
  }

  /// Evaluates batches of n positions on every thread.
  Sample turn(double seconds, int n) {
    lanes.forEach(lane -> lane.latencies().clear());
    ProcessorLoad.Look start = ProcessorLoad.Look.now();
    double positions =
        Turns.perSecond(threads, seconds, thread -> () -> lanes.get(thread).forward(n));
    double wall = start.secondsUntilNow();
    Latencies latencies = Latencies.merged(lanes.stream().map(Lane::latencies).toList());
    Sample sample =
        new Sample()
            .put(Measure.POSITIONS_PER_SECOND, positions)
            .put(Measure.DEVICE_BUSY, 100 * latencies.sumNanos() / (lanes.size() * wall * 1e9))
            .put(Measure.BATCH_FILL, 100);
    latencies.putInto(sample);
    start.untilNow().putInto(sample);
    return sample;
  }

  private MemorySegment planes(Game game, int capacity, int seed) {
    try (LeafBatch batch = new LeafBatch(capacity, game.planes().bytes(), game.actions())) {
      SamplePositions.fill(batch, game, seed);
      int size = game.planes().floats();
      MemorySegment planes = floats((long) capacity * size);
      for (int i = 0; i < capacity; i++) {
        game.planes()
            .expand(batch.planes(), (long) i * batch.planeBytes(), planes, (long) i * size);
      }
      return planes;
    }
  }

  private MemorySegment floats(long count) {
    return arena.allocate(count * Float.BYTES, 64);
  }

  @Override
  public void close() {
    threads.all(
        thread -> {
          lanes.get(thread).model().close();
          return true;
        });
    arena.close();
  }
}
