package dev.alphazero.worker.wire.inference;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.EvaluateRequest;
import dev.alphazero.protocol.v1.EvaluateResponse;
import dev.alphazero.protocol.v1.Evaluations;
import dev.alphazero.protocol.v1.Hello;
import dev.alphazero.protocol.v1.InferenceWelcome;
import dev.alphazero.protocol.v1.Positions;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.inference.EvaluationException;
import dev.alphazero.worker.inference.EvaluationRequest;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.wire.transport.Channels;
import dev.alphazero.worker.wire.transport.Handshake;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// One actor's stream. Netty's thread reads, the batcher's lanes answer, and the monitor orders
/// them: whoever has it writes.
///
/// What a client can make this hold is bounded, also when it does not read: a message counts as
/// unanswered until its answer is written, answers are written only while the connection takes
/// them, and a full queue stops the reading until one of the stream's own requests is answered.
final class InferenceServerStream extends ServerCall.Listener<EvaluateRequest> {
  private final ServerCall<EvaluateRequest, EvaluateResponse> call;
  private final Handshake handshake;
  private final Batcher batcher;
  private final int mostPositions;
  private final int mostUnanswered;
  private final Consumer<InferenceServerStream> onEnd;

  @GuardedBy("this") private final Set<Integer> unanswered = new HashSet<>();

  @GuardedBy("this") private final ArrayDeque<Evaluations> answers = new ArrayDeque<>();

  @GuardedBy("this") private boolean heldBack;

  @GuardedBy("this") private boolean halfClosed;

  @GuardedBy("this") private boolean draining;

  /// Written under the monitor, read without it too, as the next one.
  private volatile boolean welcomed;

  private volatile boolean ended;

  /// @param onEnd called once, under the monitor
  InferenceServerStream(
      ServerCall<EvaluateRequest, EvaluateResponse> call,
      Handshake handshake,
      Batcher batcher,
      int mostUnanswered,
      Consumer<InferenceServerStream> onEnd) {
    this.call = call;
    this.handshake = handshake;
    this.batcher = batcher;
    this.mostUnanswered = mostUnanswered;
    this.onEnd = onEnd;
    int bytes = Math.max(batcher.planeBytes(), (batcher.actions() + 1) * Float.BYTES);
    mostPositions = Math.min(batcher.batchSize(), Channels.MOST_PAYLOAD_BYTES / bytes);
  }

  synchronized void start() {
    call.sendHeaders(new Metadata());
    call.request(1);
  }

  boolean welcomed() {
    return welcomed;
  }

  /// Takes no more messages, and ends the stream when all are answered.
  synchronized void drain() {
    draining = true;
    endIfDone();
  }

  @Override
  public synchronized void onMessage(EvaluateRequest request) {
    if (ended) {
      return;
    }
    switch (request.getKindCase()) {
      case HELLO -> welcome(request.getHello());
      case POSITIONS -> take(request.getPositions());
      case KIND_NOT_SET ->
          end(Status.INVALID_ARGUMENT.withDescription("a message must have hello or positions"));
    }
  }

  @GuardedBy("this") private void welcome(Hello hello) {
    if (welcomed) {
      end(Status.INVALID_ARGUMENT.withDescription("hello must be the first message only"));
      return;
    }
    try {
      handshake.require(hello);
    } catch (StatusRuntimeException e) {
      end(e.getStatus());
      return;
    }
    if (!batcher.isReady()) {
      end(Status.UNAVAILABLE.withDescription("there are no weights yet, or they are being loaded"));
      return;
    }
    welcomed = true;
    call.sendMessage(
        EvaluateResponse.newBuilder()
            .setWelcome(
                InferenceWelcome.newBuilder()
                    .setMostPositions(mostPositions)
                    .setMostUnanswered(mostUnanswered))
            .build());
    call.request(1);
  }

  @GuardedBy("this") private void take(Positions positions) {
    if (draining) {
      return;
    }
    Status refusal = refusal(positions);
    if (!refusal.isOk()) {
      end(refusal);
      return;
    }
    unanswered.add(positions.getId());
    heldBack = !batcher.submit(new Request(positions));
    if (!heldBack && !ended) {
      call.request(1);
    }
  }

  @GuardedBy("this") private Status refusal(Positions positions) {
    if (!welcomed) {
      return Status.INVALID_ARGUMENT.withDescription("the first message must be hello");
    }
    int count = positions.getCount();
    if (count < 1 || count > mostPositions) {
      return Status.INVALID_ARGUMENT.withDescription(
          "count must be in [1, %d] as the welcome said, count=%s. Send larger batches in parts."
              .formatted(mostPositions, Integer.toUnsignedString(count)));
    }
    int bytes = count * batcher.planeBytes();
    if (positions.getPlanes().size() != bytes) {
      return Status.INVALID_ARGUMENT.withDescription(
          "planes must be count * %d = %d bytes, bytes=%d"
              .formatted(batcher.planeBytes(), bytes, positions.getPlanes().size()));
    }
    if (unanswered.contains(positions.getId())) {
      return Status.INVALID_ARGUMENT.withDescription(
          "id must differ from those of unanswered messages, id="
              + Integer.toUnsignedString(positions.getId()));
    }
    if (unanswered.size() == mostUnanswered) {
      return Status.RESOURCE_EXHAUSTED.withDescription(
          "at most %d messages may wait for their answers: read one before the next"
              .formatted(mostUnanswered));
    }
    return Status.OK;
  }

  @Override
  public synchronized void onReady() {
    write();
  }

  @Override
  public synchronized void onHalfClose() {
    halfClosed = true;
    endIfDone();
  }

  @Override
  public synchronized void onCancel() {
    forget();
  }

  private synchronized void answer(Evaluations evaluations) {
    if (!ended) {
      answers.add(evaluations);
      write();
    }
  }

  private synchronized void fail(EvaluationException reason) {
    end(Status.UNAVAILABLE.withDescription(reason.getMessage()));
  }

  @GuardedBy("this") private void write() {
    while (!answers.isEmpty() && call.isReady()) {
      Evaluations next = answers.remove();
      unanswered.remove(next.getId());
      call.sendMessage(EvaluateResponse.newBuilder().setEvaluations(next).build());
      if (heldBack) {
        heldBack = false;
        call.request(1);
      }
    }
    endIfDone();
  }

  @GuardedBy("this") private void endIfDone() {
    if (unanswered.isEmpty() && (halfClosed || draining)) {
      end(
          halfClosed
              ? Status.OK
              : Status.UNAVAILABLE.withDescription("this pod is going away: use another"));
    }
  }

  @GuardedBy("this") private void end(Status status) {
    if (!ended) {
      forget();
      call.close(status, new Metadata());
    }
  }

  @GuardedBy("this") private void forget() {
    if (!ended) {
      ended = true;
      welcomed = false;
      answers.clear();
      onEnd.accept(this);
    }
  }

  /// One message in the batcher's queue.
  private final class Request implements EvaluationRequest {
    private final int id;
    private final int count;
    private final ByteString planes;

    Request(Positions positions) {
      id = positions.getId();
      count = positions.getCount();
      planes = positions.getPlanes();
    }

    @Override
    public int positions() {
      return count;
    }

    @Override
    public boolean abandoned() {
      return ended;
    }

    @Override
    public void writePlanes(MemorySegment to) {
      planes.copyTo(to.asByteBuffer());
    }

    @Override
    public void evaluated(ModelVersion version, MemorySegment policyLogits, MemorySegment values) {
      answer(
          Evaluations.newBuilder()
              .setId(id)
              .setModelVersion(version.packed())
              .setPolicyLogits(PackedFloats.pack(policyLogits))
              .setValues(PackedFloats.pack(values))
              .build());
    }

    @Override
    public void failed(EvaluationException reason) {
      fail(reason);
    }
  }
}
