package dev.alphazero.worker.wire.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.alphazero.protocol.v1.EvaluateRequest;
import dev.alphazero.protocol.v1.EvaluateResponse;
import dev.alphazero.worker.inference.InferenceFixtures;
import dev.alphazero.worker.wire.transport.Await;
import dev.alphazero.worker.wire.transport.Handshake;
import io.grpc.Status;
import io.grpc.stub.BlockingClientCall;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the service says to right and wrong messages.
@Timeout(120)
final class InferenceServiceTest extends InferenceServiceCase {
  @Test
  void theWelcomeSaysTheLimits() throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = call();
    call.write(hello(InferencePod.ACTOR));
    EvaluateResponse response = call.read();
    assertThat(response.getWelcome().getMostPositions()).isEqualTo(InferencePod.BATCH);
    assertThat(response.getWelcome().getMostUnanswered()).isEqualTo(InferencePod.MOST_UNANSWERED);
    assertThat(pod.service.clients()).isEqualTo(2);

    call.halfClose();
    assertThat(end(call).isOk()).isTrue();
    Await.until("one client left", () -> pod.service.clients() == 1);
  }

  static Stream<Arguments> refusedHellos() {
    return Stream.of(
        arguments(
            new Handshake("uid-2", 0x51, 0x52, "x"),
            "the training must be 'uid-1' here, but the caller has 'uid-2'"),
        arguments(
            new Handshake("uid-1", 0x61, 0x52, "x"),
            "the sample layout must be '51' here, but the caller has '61'"),
        arguments(
            new Handshake("uid-1", 0x51, 0x62, "x"),
            "the weight layout must be '52' here, but the caller has '62'"));
  }

  @ParameterizedTest
  @MethodSource("refusedHellos")
  void whoDoesNotBelongHereIsToldWhy(Handshake handshake, String words) throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = call();
    call.write(hello(handshake));
    Status status = end(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(status.getDescription()).contains(words);
    otherIsServed();
  }

  static Stream<Arguments> brokenMessages() {
    int bytes = InferenceFixtures.BYTES;
    return Stream.of(
        arguments(EvaluateRequest.getDefaultInstance(), "must have hello or positions"),
        arguments(hello(InferencePod.ACTOR), "hello must be the first message only"),
        arguments(valid(1, 0), "count must be in [1, 16] as the welcome said, count=0"),
        arguments(valid(1, 17), "count=17. Send larger batches in parts"),
        arguments(positions(1, -1, new byte[0]), "count=4294967295"),
        arguments(positions(1, 3, new byte[3 * bytes - 1]), "count * 6 = 18 bytes, bytes=17"),
        arguments(positions(1, 3, new byte[3 * bytes + 1]), "count * 6 = 18 bytes, bytes=19"));
  }

  @ParameterizedTest
  @MethodSource("brokenMessages")
  void aMessageThatBreaksARuleEndsItsStreamAlone(EvaluateRequest message, String words)
      throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    call.write(message);
    Status status = end(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).contains(words);
    otherIsServed();
    Await.until("the refusal is counted", () -> pod.server.refused() == 1);
  }

  @Test
  void helloComesFirst() throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = call();
    call.write(valid(1, 3));
    Status status = end(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).contains("the first message must be hello");
    otherIsServed();
  }

  @Test
  void anIdInUseIsRefused() throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    pod.shutGate();
    call.write(valid(7, 3));
    call.write(valid(7, 3));
    Status status = end(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).contains("id=7");
    pod.openGate();
    otherIsServed();
  }

  @Test
  void tooManyUnansweredMessagesAreRefused() throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    pod.shutGate();
    for (int id = 0; id <= InferencePod.MOST_UNANSWERED; id++) {
      call.write(valid(id, 1));
    }
    Status status = end(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).contains("at most 8 messages may wait");
    pod.openGate();
    otherIsServed();
  }
}
