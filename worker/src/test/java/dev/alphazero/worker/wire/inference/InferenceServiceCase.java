package dev.alphazero.worker.wire.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.EvaluateRequest;
import dev.alphazero.protocol.v1.EvaluateResponse;
import dev.alphazero.protocol.v1.Evaluations;
import dev.alphazero.protocol.v1.InferenceGrpc;
import dev.alphazero.protocol.v1.Positions;
import dev.alphazero.worker.inference.InferenceFixtures;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.wire.transport.Channels;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.TestCertificates;
import dev.alphazero.worker.wire.transport.Tls;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An inference pod that is spoken to message by message, and a second client, which is served
/// whatever the first one does.
abstract class InferenceServiceCase {
  @TempDir Path folder;

  Tls tls;
  InferencePod pod;
  ManagedChannel channel;
  BlockingClientCall<EvaluateRequest, EvaluateResponse> other;
  private int otherId;

  @BeforeEach
  void start() throws Exception {
    tls =
        new Tls(
            new TestCertificates().issue(folder.resolve("mine"), "localhost"), Tls.REREAD, _ -> {});
    pod = new InferencePod(tls);
    channel = Channels.open("localhost", pod.server.port(), tls);
    other = greeted();
    otherIsServed();
  }

  @AfterEach
  void stop() throws Exception {
    channel.shutdownNow();
    pod.close();
    tls.close();
  }

  BlockingClientCall<EvaluateRequest, EvaluateResponse> call() {
    return ClientCalls.blockingBidiStreamingCall(
        channel, InferenceGrpc.getEvaluateMethod(), CallOptions.DEFAULT);
  }

  BlockingClientCall<EvaluateRequest, EvaluateResponse> greeted() throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = call();
    call.write(hello(InferencePod.ACTOR));
    assertThat(call.read().hasWelcome()).isTrue();
    return call;
  }

  void otherIsServed() throws Exception {
    byte[] planes = InferenceFixtures.positions(3, ++otherId);
    other.write(positions(otherId, 3, planes));
    check(other.read().getEvaluations(), otherId, planes);
  }

  static EvaluateRequest hello(Handshake handshake) {
    return EvaluateRequest.newBuilder().setHello(handshake.hello()).build();
  }

  static EvaluateRequest positions(int id, int count, byte[] planes) {
    return EvaluateRequest.newBuilder()
        .setPositions(
            Positions.newBuilder().setId(id).setCount(count).setPlanes(ByteString.copyFrom(planes)))
        .build();
  }

  static EvaluateRequest valid(int id, int count) {
    return positions(id, count, InferenceFixtures.positions(count, id));
  }

  static void check(Evaluations answer, int id, byte[] planes) {
    int n = planes.length / InferenceFixtures.BYTES;
    int actions = InferenceFixtures.SPEC.actions();
    assertThat(answer.getId()).isEqualTo(id);
    ModelVersion version = ModelVersion.ofPacked(answer.getModelVersion());
    assertThat(version).isEqualTo(new ModelVersion(1, 1));
    ByteBuffer logits = littleEndian(answer.getPolicyLogits(), n * actions);
    ByteBuffer values = littleEndian(answer.getValues(), n);
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < actions; a++) {
        assertThat(logits.getFloat()).isEqualTo(InferenceFixtures.logit(planes, i, a));
      }
      assertThat(values.getFloat()).isEqualTo(1);
    }
  }

  private static ByteBuffer littleEndian(ByteString floats, int count) {
    assertThat(floats.size()).isEqualTo(count * Float.BYTES);
    return floats.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Reads until the stream ends, and returns why.
  static Status end(BlockingClientCall<EvaluateRequest, EvaluateResponse> call)
      throws InterruptedException {
    try {
      while (call.read() != null) {
        // answers from before
      }
      return Status.OK;
    } catch (StatusException e) {
      return e.getStatus();
    }
  }

  static Status endOfHello(ManagedChannel stranger) throws InterruptedException {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call =
        ClientCalls.blockingBidiStreamingCall(
            stranger, InferenceGrpc.getEvaluateMethod(), CallOptions.DEFAULT);
    Throwable failure =
        catchThrowable(
            () -> {
              call.write(hello(InferencePod.ACTOR));
              call.read();
            });
    stranger.shutdownNow();
    return Status.fromThrowable(failure);
  }
}
