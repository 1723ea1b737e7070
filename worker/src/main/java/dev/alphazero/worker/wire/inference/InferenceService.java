package dev.alphazero.worker.wire.inference;

import dev.alphazero.protocol.v1.EvaluateRequest;
import dev.alphazero.protocol.v1.EvaluateResponse;
import dev.alphazero.protocol.v1.InferenceGrpc;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.WireService;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Evaluates the positions of actors in a batcher. Handlers only enqueue; the batcher's lanes
/// answer.
public final class InferenceService implements WireService {
  /// Enough for two groups of games on each core of a large actor.
  private static final int MOST_UNANSWERED = 64;

  private final Handshake handshake;
  private final Batcher batcher;
  private final int mostUnanswered;
  private final Set<InferenceServerStream> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  /// @param batcher closed by the caller, after the server
  public InferenceService(Handshake handshake, Batcher batcher) {
    this(handshake, batcher, MOST_UNANSWERED);
  }

  InferenceService(Handshake handshake, Batcher batcher, int mostUnanswered) {
    this.handshake = handshake;
    this.batcher = batcher;
    this.mostUnanswered = mostUnanswered;
  }

  /// Returns how many actors have a stream.
  public int clients() {
    return (int) streams.stream().filter(InferenceServerStream::welcomed).count();
  }

  @Override
  public BindableService binding() {
    return () ->
        ServerServiceDefinition.builder(InferenceGrpc.getServiceDescriptor())
            .addMethod(InferenceGrpc.getEvaluateMethod(), this::start)
            .build();
  }

  @Override
  public void drain() {
    draining = true;
    streams.forEach(InferenceServerStream::drain);
  }

  private ServerCall.Listener<EvaluateRequest> start(
      ServerCall<EvaluateRequest, EvaluateResponse> call, Metadata headers) {
    InferenceServerStream stream =
        new InferenceServerStream(call, handshake, batcher, mostUnanswered, streams::remove);
    streams.add(stream);
    stream.start();
    if (draining) {
      stream.drain();
    }
    return stream;
  }
}
