package dev.alphazero.worker.inference;

import dev.alphazero.worker.inference.RequestQueue.Waiting;
import dev.alphazero.worker.network.BatchSizes;
import dev.alphazero.worker.network.Engine.BrokenDeviceException;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.PackedModel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One model and the memory of one batch. Made, used and closed by the lane's thread.
final class Lane implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final PackedModel model;
  private final ModelSlot slot;
  private final Meter meter;
  private final LongSupplier nanoClock;
  private final int planeBytes;
  private final int actions;

  /// `[batchSize, B]` bytes, `[batchSize, A]` floats and `[batchSize]` floats.
  private final MemorySegment planes;

  private final MemorySegment policyLogits;
  private final MemorySegment values;
  private ModelSlot.@Nullable Folded loaded;

  Lane(
      PackedModel model,
      ModelSlot slot,
      Meter meter,
      LongSupplier nanoClock,
      int batchSize,
      int planeBytes,
      int actions) {
    this.model = model;
    this.slot = slot;
    this.meter = meter;
    this.nanoClock = nanoClock;
    this.planeBytes = planeBytes;
    this.actions = actions;
    planes = arena.allocate((long) batchSize * planeBytes, 64);
    policyLogits = arena.allocate((long) batchSize * actions * Float.BYTES, 64);
    values = arena.allocate((long) batchSize * Float.BYTES, 64);
  }

  /// Evaluates empty positions in batches of all `BatchSizes`: what a library prepares for a shape
  /// is prepared before clients wait for it.
  void warmUp(int batchSize) {
    loadNewest();
    for (int n : BatchSizes.upTo(batchSize)) {
      model.evaluate(n, planes, policyLogits, values);
    }
  }

  /// Evaluates requests and answers each.
  ///
  /// @throws BrokenDeviceException if no later batch can be evaluated
  void evaluate(List<Waiting> requests) {
    long start = nanoClock.getAsLong();
    List<Waiting> batch = new ArrayList<>(requests.size());
    try {
      int n = gather(requests, batch, start);
      if (n == 0) {
        return;
      }
      ModelVersion version;
      try {
        version = loadNewest();
        model.evaluate(n, planes, policyLogits, values);
      } catch (BrokenDeviceException e) {
        fail(batch, e);
        throw e;
      } catch (RuntimeException | Error e) {
        fail(batch, e);
        return;
      }
      meter.batches.increment();
      meter.positions.add(n);
      answer(batch, version);
    } finally {
      meter.busyNanos.add(nanoClock.getAsLong() - start);
    }
  }

  /// Writes the positions one after the other.
  ///
  /// @param batch receives the requests that take part
  /// @return n
  private int gather(List<Waiting> requests, List<Waiting> batch, long now) {
    int n = 0;
    for (Waiting waiting : requests) {
      EvaluationRequest request = waiting.request();
      if (request.abandoned()) {
        continue;
      }
      try {
        request.writePlanes(
            planes.asSlice((long) n * planeBytes, (long) request.positions() * planeBytes));
      } catch (RuntimeException e) {
        request.failed(new EvaluationException("the positions cannot be read: " + e, e));
        continue;
      }
      meter.queueWait.add(now - waiting.arrivedNanos());
      batch.add(waiting);
      n += request.positions();
    }
    return n;
  }

  private ModelVersion loadNewest() {
    ModelSlot.Folded newest = slot.newest();
    if (newest == null) {
      throw new IllegalStateException("a lane must have weights before it evaluates");
    }
    if (!newest.equals(loaded)) {
      model.setFoldedWeights(newest.weights());
      loaded = newest;
    }
    return newest.version();
  }

  private void answer(List<Waiting> batch, ModelVersion version) {
    long first = 0;
    for (Waiting waiting : batch) {
      EvaluationRequest request = waiting.request();
      int n = request.positions();
      MemorySegment logits =
          policyLogits.asSlice(first * actions * Float.BYTES, (long) n * actions * Float.BYTES);
      MemorySegment results = values.asSlice(first * Float.BYTES, (long) n * Float.BYTES);
      try {
        request.evaluated(version, logits, results);
      } catch (RuntimeException e) {
        request.failed(new EvaluationException("the answer cannot be taken: " + e, e));
      }
      meter.latency.add(nanoClock.getAsLong() - waiting.arrivedNanos());
      first += n;
    }
  }

  private void fail(List<Waiting> batch, Throwable cause) {
    meter.failedBatches.increment();
    EvaluationException reason =
        new EvaluationException("the network failed on a batch: " + cause, cause);
    batch.forEach(waiting -> waiting.request().failed(reason));
  }

  @Override
  public void close() {
    model.close();
    arena.close();
  }
}
