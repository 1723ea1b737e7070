package dev.alphazero.worker.wire.inference;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.EvaluateRequest;
import dev.alphazero.protocol.v1.EvaluateResponse;
import dev.alphazero.protocol.v1.Hello;
import dev.alphazero.protocol.v1.InferenceGrpc;
import dev.alphazero.protocol.v1.InferenceWelcome;
import dev.alphazero.protocol.v1.Positions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/// One stream to one inference pod, from the hello to its end.
final class InferenceStream implements ClientResponseObserver<EvaluateRequest, EvaluateResponse> {
  /// Is notified of what becomes of the stream, on Netty's thread or the one that broke it.
  interface Listener {
    /// The pod has welcomed the client.
    void opened(InferenceStream stream);

    /// The pod has answered for the first time.
    void works(InferenceStream stream);

    /// The stream is over; called once.
    void ended(InferenceStream stream, Status status);
  }

  private final InferenceStreams streams;
  private final Listener listener;
  private volatile InferenceWelcome welcome = InferenceWelcome.getDefaultInstance();

  /// Used by Netty's thread.
  private boolean works;

  /// Guards sending: only one thread at a time may.
  private final Object sending = new Object();

  @GuardedBy("sending") private @Nullable ClientCallStreamObserver<EvaluateRequest> requests;

  /// Written under `sending`.
  private volatile boolean ended;

  InferenceStream(InferenceStreams streams, Listener listener) {
    this.streams = streams;
    this.listener = listener;
  }

  int mostPositions() {
    return welcome.getMostPositions();
  }

  int mostUnanswered() {
    return welcome.getMostUnanswered();
  }

  boolean welcomed() {
    return mostPositions() > 0;
  }

  /// Returns whether the stream has ended, or is about to be removed from `streams`.
  boolean isOver() {
    return ended;
  }

  /// Sends the hello.
  void start(Channel channel, Hello hello) {
    StreamObserver<EvaluateRequest> started = InferenceGrpc.newStub(channel).evaluate(this);
    synchronized (sending) {
      if (!ended) {
        started.onNext(EvaluateRequest.newBuilder().setHello(hello).build());
      }
    }
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<EvaluateRequest> observer) {
    synchronized (sending) {
      requests = observer;
    }
  }

  /// Sends what was booked; nothing if the stream is over.
  ///
  /// @param planes `[count, B]` packed planes
  void send(InferenceExchange exchange, ByteString planes) {
    EvaluateRequest request =
        EvaluateRequest.newBuilder()
            .setPositions(
                Positions.newBuilder()
                    .setId(exchange.id())
                    .setCount(exchange.count())
                    .setPlanes(planes))
            .build();
    synchronized (sending) {
      if (!ended && requests != null) {
        requests.onNext(request);
      }
    }
  }

  @Override
  public void onNext(EvaluateResponse response) {
    switch (response.getKindCase()) {
      case WELCOME -> open(response.getWelcome());
      case EVALUATIONS -> {
        if (!streams.answered(this, response.getEvaluations())) {
          breakOff(Status.INTERNAL.withDescription("the pod answered what nobody asked"));
        } else if (!works) {
          works = true;
          listener.works(this);
        }
      }
      case KIND_NOT_SET ->
          breakOff(Status.INTERNAL.withDescription("the pod's message has no kind"));
    }
  }

  private void open(InferenceWelcome greeting) {
    if (welcomed() || greeting.getMostPositions() < 1 || greeting.getMostUnanswered() < 1) {
      breakOff(
          Status.INTERNAL.withDescription(
              "the pod must welcome once and with positive limits, most_positions=%d, most_unanswered=%d"
                  .formatted(greeting.getMostPositions(), greeting.getMostUnanswered())));
      return;
    }
    welcome = greeting;
    listener.opened(this);
  }

  @Override
  public void onError(Throwable failure) {
    end(Status.fromThrowable(failure), false);
  }

  @Override
  public void onCompleted() {
    end(Status.UNAVAILABLE.withDescription("the pod ended the stream"), false);
  }

  /// Gives the stream up.
  void breakOff(Status status) {
    end(status, true);
  }

  private void end(Status status, boolean cancel) {
    synchronized (sending) {
      if (ended) {
        return;
      }
      ended = true;
      if (cancel && requests != null) {
        requests.cancel(status.getDescription(), null);
      }
    }
    streams.remove(this, status.asException());
    listener.ended(this, status);
  }
}
