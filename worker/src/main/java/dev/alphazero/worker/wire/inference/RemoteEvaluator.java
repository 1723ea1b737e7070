package dev.alphazero.worker.wire.inference;

import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.Evaluations;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import dev.alphazero.worker.wire.transport.ClientClosedException;
import io.grpc.Status;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Evaluates leaves in inference pods, see `InferenceClient`. Owned by one search thread.
public final class RemoteEvaluator implements Evaluator {
  private final InferenceStreams streams;
  private final Duration answerWithin;
  private long modelVersion;

  RemoteEvaluator(InferenceStreams streams, Duration answerWithin) {
    this.streams = streams;
    this.answerWithin = answerWithin;
  }

  /// Waits for as long as there is no pod that answers.
  ///
  /// @throws ClientClosedException if the client is closed, or the thread is interrupted
  @Override
  public void evaluate(LeafBatch batch) {
    long oldest = Long.MAX_VALUE;
    try {
      for (int first = 0; first < batch.size(); ) {
        InferenceExchange exchange = streams.book(batch.size() - first);
        Evaluations answer = ask(exchange, batch, first);
        if (answer != null && fits(answer, exchange, batch)) {
          PackedFloats.unpack(
              answer.getPolicyLogits(), batch.policyLogits(), (long) first * batch.actions());
          PackedFloats.unpack(answer.getValues(), batch.values(), first);
          oldest = Math.min(oldest, answer.getModelVersion());
          first += exchange.count();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientClosedException();
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

  /// Returns the answer, or null if the stream ended.
  private @Nullable Evaluations ask(InferenceExchange exchange, LeafBatch batch, int first)
      throws InterruptedException {
    long bytes = batch.planeBytes();
    MemorySegment planes = batch.planes().asSlice(first * bytes, exchange.count() * bytes);
    exchange.stream().send(exchange, ByteString.copyFrom(planes.asByteBuffer()));
    try {
      return exchange.answer().get(answerWithin.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      exchange.stream()
          .breakOff(Status.DEADLINE_EXCEEDED.withDescription("no answer within " + answerWithin));
      return null;
    } catch (ExecutionException e) {
      return null; // who listens to the stream has logged why
    }
  }

  private static boolean fits(Evaluations answer, InferenceExchange exchange, LeafBatch batch) {
    int values = exchange.count() * Float.BYTES;
    int logits = values * batch.actions();
    if (answer.getValues().size() == values && answer.getPolicyLogits().size() == logits) {
      return true;
    }
    exchange.stream()
        .breakOff(
            Status.INTERNAL.withDescription(
                "the pod must answer with %d bytes of values and %d of logits, values=%d, logits=%d"
                    .formatted(
                        values,
                        logits,
                        answer.getValues().size(),
                        answer.getPolicyLogits().size())));
    return false;
  }
}
