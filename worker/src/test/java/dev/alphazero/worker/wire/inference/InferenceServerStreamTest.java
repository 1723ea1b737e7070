package dev.alphazero.worker.wire.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.EvaluateRequest;
import dev.alphazero.protocol.v1.EvaluateResponse;
import dev.alphazero.protocol.v1.InferenceGrpc;
import dev.alphazero.protocol.v1.Positions;
import dev.alphazero.worker.inference.InferenceFixtures;
import dev.alphazero.worker.wire.transport.Await;
import dev.alphazero.worker.wire.transport.TestCertificates;
import dev.alphazero.worker.wire.transport.Tls;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a client that does not read can make the server hold.
@Timeout(120)
final class InferenceServerStreamTest {
  @TempDir private Path folder;

  private final SlowCall call = new SlowCall();
  private final AtomicInteger ends = new AtomicInteger();
  private Tls tls;
  private InferencePod pod;
  private InferenceServerStream stream;

  @BeforeEach
  void start() throws Exception {
    tls = new Tls(new TestCertificates().issue(folder, "localhost"), Tls.REREAD, _ -> {});
    pod = new InferencePod(tls);
    stream =
        new InferenceServerStream(
            call,
            InferencePod.SERVER,
            pod.batcher,
            InferencePod.MOST_UNANSWERED,
            _ -> ends.incrementAndGet());
    stream.start();
    stream.onMessage(EvaluateRequest.newBuilder().setHello(InferencePod.ACTOR.hello()).build());
    assertThat(call.written).hasSize(1);
  }

  @AfterEach
  void stop() {
    pod.close();
    tls.close();
  }

  private void send(int id, int count) {
    stream.onMessage(
        EvaluateRequest.newBuilder()
            .setPositions(
                Positions.newBuilder()
                    .setId(id)
                    .setCount(count)
                    .setPlanes(ByteString.copyFrom(InferenceFixtures.positions(count, id))))
            .build());
  }

  private void awaitEvaluated(int positions) {
    Await.until("all are evaluated", () -> pod.batcher.statistics().positions() == positions);
  }

  @Test
  void answersThatTheConnectionDoesNotTakeCountAsUnanswered() {
    call.ready = false;
    for (int id = 0; id < InferencePod.MOST_UNANSWERED; id++) {
      send(id, 1);
    }
    awaitEvaluated(InferencePod.MOST_UNANSWERED);
    assertThat(call.written).hasSize(1);
    assertThat(call.closed).isEmpty();

    send(99, 1);
    assertThat(call.closed)
        .extracting(Status::getCode)
        .containsExactly(Status.Code.RESOURCE_EXHAUSTED);
    call.ready = true;
    stream.onReady();
    assertThat(call.written).hasSize(1);
    assertThat(ends).hasValue(1);
  }

  @Test
  void answersGoWhenTheConnectionTakesThemAgain() {
    call.ready = false;
    send(1, 2);
    send(2, 3);
    awaitEvaluated(5);
    assertThat(call.written).hasSize(1);
    call.ready = true;
    Await.until(
        "both are written",
        () -> {
          stream.onReady();
          return call.written.size() == 3;
        });
    assertThat(call.written.get(1).getEvaluations().getId()).isEqualTo(1);
    assertThat(call.written.get(2).getEvaluations().getId()).isEqualTo(2);
    send(1, 2);
    Await.until("an id is free when its answer is written", () -> call.written.size() == 4);
  }

  @Test
  void aFullQueueStopsTheReadingUntilAnAnswerIsWritten() {
    pod.shutGate();
    send(0, InferencePod.BATCH);
    pod.awaitAtGate();
    send(1, InferencePod.BATCH);
    int before = call.requested.get();
    send(2, InferencePod.BATCH);
    assertThat(call.requested).hasValue(before);
    pod.openGate();
    Await.until("all are written", () -> call.written.size() == 4);
    Await.until("it reads again", () -> call.requested.get() == before + 1);
  }

  @Test
  void aCancelledStreamTakesAndGivesNothing() {
    pod.shutGate();
    send(1, 1);
    pod.awaitAtGate();
    stream.onCancel();
    pod.openGate();
    awaitEvaluated(1);
    send(2, 1);
    stream.drain();
    assertThat(call.written).hasSize(1);
    assertThat(call.closed).isEmpty();
    assertThat(ends).hasValue(1);
  }

  /// A call over a connection that takes answers only when it is ready.
  private static final class SlowCall extends ServerCall<EvaluateRequest, EvaluateResponse> {
    private final List<EvaluateResponse> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger requested = new AtomicInteger();
    private volatile boolean ready = true;
    private final List<Status> closed = new CopyOnWriteArrayList<>();

    @Override
    public void request(int messages) {
      requested.addAndGet(messages);
    }

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(EvaluateResponse message) {
      written.add(message);
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      closed.add(status);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public MethodDescriptor<EvaluateRequest, EvaluateResponse> getMethodDescriptor() {
      return InferenceGrpc.getEvaluateMethod();
    }
  }
}
