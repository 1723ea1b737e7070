package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.benchmark.measure.Latencies;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.ProcessorLoad;
import dev.alphazero.worker.benchmark.measure.Sample;
import dev.alphazero.worker.benchmark.measure.Turns;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.FoldedWeights;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.LoadableModel;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.search.LeafBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.IntConsumer;

/// The limit of everything that evaluates: the network alone on prepared inputs, one model of one
/// native thread on each worker thread, as in self-play; on a GPU two models.
final class RawForward implements AutoCloseable {
  private final WorkerThreads threads;
  private final boolean ownsThreads;
  private final Arena arena = Arena.ofShared();
  private final List<Lane> lanes;

  /// @param threads of the work; a GPU is driven by two of its own
  /// @param capacity most positions of a batch
  RawForward(Engine engine, WorkerThreads threads, Precision precision, int capacity) {
    ownsThreads = engine.attributes().isShared();
    this.threads = ownsThreads ? new WorkerThreads(engine.attributes().sharedLanes()) : threads;
    float[] weights = FoldedWeights.of(Workload.NETWORK, InitialWeights.of(Workload.NETWORK, 0));
    lanes = this.threads.all(thread -> lane(engine, weights, precision, capacity, thread));
  }

  /// On a GPU positions come packed, as there they are expanded by the device.
  private Lane lane(Engine engine, float[] weights, Precision precision, int capacity, int thread) {
    MemorySegment logits = floats((long) capacity * Workload.NETWORK.actions());
    MemorySegment values = floats(capacity);
    try (LeafBatch batch = Workload.newBatch(capacity)) {
      SamplePositions.fill(batch, Workload.GAME, thread);
      if (engine.attributes().isShared()) {
        MemorySegment packed = arena.allocate(batch.planes().byteSize(), 64);
        packed.copyFrom(batch.planes());
        PackedModel model =
            engine.newPackedModel(Workload.NETWORK, Workload.GAME.planes(), precision, capacity);
        model.setFoldedWeights(weights);
        return new Lane(
            n -> model.evaluate(n, packed, logits, values), model::close, new Latencies());
      }
      MemorySegment planes = expanded(batch, capacity);
      LoadableModel model = engine.newModel(Workload.NETWORK, precision);
      model.setFoldedWeights(weights);
      return new Lane(n -> model.forward(n, planes, logits, values), model::close, new Latencies());
    }
  }

  /// A model and its memory, of one thread.
  private record Lane(IntConsumer forward, Runnable closing, Latencies latencies) {
    long forward(int n) {
      long start = System.nanoTime();
      forward.accept(n);
      latencies.add(System.nanoTime() - start);
      return n;
    }
  }

  /// Returns how many models run at the same time.
  int lanes() {
    return lanes.size();
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

  private MemorySegment expanded(LeafBatch batch, int capacity) {
    PlaneLayout layout = Workload.GAME.planes();
    MemorySegment planes = floats((long) capacity * layout.floats());
    for (int i = 0; i < capacity; i++) {
      layout.expand(batch.planes(), (long) i * layout.bytes(), planes, (long) i * layout.floats());
    }
    return planes;
  }

  private MemorySegment floats(long count) {
    return arena.allocate(count * Float.BYTES, 64);
  }

  @Override
  public void close() {
    threads.all(
        thread -> {
          lanes.get(thread).closing().run();
          return true;
        });
    if (ownsThreads) {
      threads.close();
    }
    arena.close();
  }
}
