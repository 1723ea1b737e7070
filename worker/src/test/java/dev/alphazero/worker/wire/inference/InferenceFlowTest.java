package dev.alphazero.worker.wire.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.protocol.v1.EvaluateRequest;
import dev.alphazero.protocol.v1.EvaluateResponse;
import dev.alphazero.worker.inference.InferenceFixtures;
import dev.alphazero.worker.wire.transport.Await;
import dev.alphazero.worker.wire.transport.Channels;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How the service takes what it can and gives what it owes.
@Timeout(120)
final class InferenceFlowTest extends InferenceServiceCase {
  @Test
  void aFullQueueStopsTheReading() throws Exception {
    pod.shutGate();
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    call.write(valid(0, InferencePod.BATCH));
    pod.awaitAtGate();
    for (int id = 1; id < InferencePod.MOST_UNANSWERED; id++) {
      call.write(valid(id, InferencePod.BATCH));
    }
    Await.until(
        "the queue is full",
        () -> pod.batcher.statistics().queuedPositions() >= InferencePod.MOST_QUEUED);
    pod.openGate();
    for (int id = 0; id < InferencePod.MOST_UNANSWERED; id++) {
      assertThat(call.read().getEvaluations().getId()).isEqualTo(id);
    }
    assertThat(pod.mostQueuedSeen())
        .isLessThanOrEqualTo(InferencePod.MOST_QUEUED + InferencePod.BATCH);
    otherIsServed();
  }

  @Test
  void whatADisconnectedClientAskedIsDropped() throws Exception {
    pod.shutGate();
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    long before = pod.batcher.statistics().positions();
    call.write(valid(0, InferencePod.BATCH));
    pod.awaitAtGate();
    call.write(valid(1, InferencePod.BATCH));
    call.write(valid(2, InferencePod.BATCH));
    Await.until(
        "two wait", () -> pod.batcher.statistics().queuedPositions() == 2 * InferencePod.BATCH);
    call.cancel("gone", null);
    Await.until("one client left", () -> pod.service.clients() == 1);
    pod.openGate();
    otherIsServed();
    assertThat(pod.batcher.statistics().positions()).isEqualTo(before + InferencePod.BATCH + 3);
  }

  @Test
  void aBatchThatFailsSendsItsClientElsewhere() throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    byte[] planes = InferenceFixtures.positions(2, 1);
    planes[0] = InferenceFixtures.POISON;
    call.write(positions(1, 2, planes));
    Status status = end(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(status.getDescription()).contains("the network failed on a batch");
    otherIsServed();
  }

  @Test
  void withoutWeightsClientsAreSentElsewhere() throws Exception {
    try (InferencePod empty = new InferencePod(tls, InferencePod.SERVER)) {
      ManagedChannel toEmpty = Channels.open("localhost", empty.server.port(), tls);
      Status status = endOfHello(toEmpty);
      assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(status.getDescription()).contains("no weights yet");
    }
  }

  @Test
  void drainingAnswersWhatIsOwedAndSendsClientsElsewhere() throws Exception {
    pod.shutGate();
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    byte[] planes = InferenceFixtures.positions(3, 1);
    call.write(positions(1, 3, planes));
    pod.awaitAtGate(); // or one batch would take both
    call.write(positions(2, 3, planes));
    Await.until("one waits", () -> pod.batcher.statistics().queuedPositions() == 3);
    Thread drain = Thread.ofPlatform().start(() -> pod.server.drain(Duration.ofSeconds(60)));
    Status idle = end(other);
    assertThat(idle.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(idle.getDescription()).contains("this pod is going away");

    pod.openGate();
    check(call.read().getEvaluations(), 1, planes);
    check(call.read().getEvaluations(), 2, planes);
    assertThat(end(call).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    drain.join();
  }

  @Test
  void aClientThatHasSaidAllGetsItsAnswersFirst() throws Exception {
    pod.shutGate();
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    byte[] planes = InferenceFixtures.positions(3, 1);
    call.write(positions(1, 3, planes));
    call.halfClose();
    pod.awaitAtGate();
    pod.openGate();
    check(call.read().getEvaluations(), 1, planes);
    assertThat(end(call).isOk()).isTrue();
  }
}
