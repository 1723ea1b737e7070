package dev.alphazero.worker.evaluator;

import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.inference.EvaluationException;
import dev.alphazero.worker.inference.EvaluationRequest;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Evaluates leaves in a batcher of this process, together with those of other threads. Owned by
/// one search thread.
public final class BatchedEvaluator implements Evaluator {
  private final Batcher batcher;
  private long modelVersion;

  public BatchedEvaluator(Batcher batcher) {
    this.batcher = batcher;
  }

  /// @throws EvaluationException if the network failed or the batcher closes
  @Override
  public void evaluate(LeafBatch batch) {
    List<Part> parts = new ArrayList<>(1);
    for (int first = 0; first < batch.size(); first += batcher.batchSize()) {
      Part part = new Part(batch, first, Math.min(batcher.batchSize(), batch.size() - first));
      parts.add(part);
      batcher.submit(part);
    }
    parts.forEach(Part::awaitEnd);
    long oldest = Long.MAX_VALUE;
    for (Part part : parts) {
      oldest = Math.min(oldest, part.version().packed());
    }
    if (batch.size() > 0) {
      modelVersion = oldest;
    }
  }

  /// Returns `ModelVersion.packed()` of the last batch: the oldest, if it was evaluated in parts.
  @Override
  public long modelVersion() {
    return modelVersion;
  }

  /// Consecutive leaves of a batch. A lane writes into the batch, so that the search thread waits
  /// for the end in any case.
  private static final class Part implements EvaluationRequest {
    private final LeafBatch batch;
    private final int first;
    private final int count;
    private final CompletableFuture<ModelVersion> answer = new CompletableFuture<>();

    Part(LeafBatch batch, int first, int count) {
      this.batch = batch;
      this.first = first;
      this.count = count;
    }

    @Override
    public int positions() {
      return count;
    }

    @Override
    public void writePlanes(MemorySegment planes) {
      MemorySegment.copy(
          batch.planes(), (long) first * batch.planeBytes(), planes, 0, planes.byteSize());
    }

    @Override
    public void evaluated(ModelVersion version, MemorySegment policyLogits, MemorySegment values) {
      MemorySegment.copy(
          policyLogits,
          0,
          batch.policyLogits(),
          (long) first * batch.actions() * Float.BYTES,
          policyLogits.byteSize());
      MemorySegment.copy(values, 0, batch.values(), (long) first * Float.BYTES, values.byteSize());
      answer.complete(version);
    }

    @Override
    public void failed(EvaluationException reason) {
      answer.completeExceptionally(reason);
    }

    void awaitEnd() {
      answer.exceptionally(_ -> null).join();
    }

    ModelVersion version() {
      try {
        return answer.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof EvaluationException reason) {
          throw reason;
        }
        throw e;
      }
    }
  }
}
