package dev.alphazero.worker.wire.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.InferenceGrpc;
import dev.alphazero.worker.wire.transport.Await;
import dev.alphazero.worker.wire.transport.Channels;
import dev.alphazero.worker.wire.transport.RawBytes;
import dev.alphazero.worker.wire.transport.TestCertificates;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCalls;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who may speak to the port, and what bytes that are no messages do to it.
@Timeout(120)
final class InferencePortTest extends InferenceServiceCase {
  @Test
  void bytesThatAreNoMessageEndTheirStreamAlone() throws Exception {
    Random random = new Random(42);
    byte[] whole = valid(1, 5).toByteArray();
    List<byte[]> messages = new ArrayList<>();
    messages.add(new byte[] {(byte) 0xFF});
    messages.add(ByteString.copyFrom(whole).substring(0, whole.length / 2).toByteArray());
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[1 + random.nextInt(300)];
      random.nextBytes(bytes);
      messages.add(bytes);
    }
    for (byte[] bytes : messages) {
      Status status = sendRaw(bytes);
      assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      otherIsServed();
    }
    Await.until("all are counted", () -> pod.server.refused() == messages.size());
  }

  /// Netty resets the stream before the message is held in memory, so that there are no words.
  @Test
  void aMessageAboveTheLimitEndsItsStreamAlone() throws Exception {
    Status status = sendRaw(new byte[Channels.MOST_MESSAGE_BYTES + 1]);
    assertThat(status.getCode()).isEqualTo(Status.Code.CANCELLED);
    otherIsServed();
  }

  private Status sendRaw(byte[] bytes) throws InterruptedException {
    MethodDescriptor<byte[], byte[]> raw =
        InferenceGrpc.getEvaluateMethod().toBuilder(new RawBytes(), new RawBytes()).build();
    BlockingClientCall<byte[], byte[]> call =
        ClientCalls.blockingBidiStreamingCall(channel, raw, CallOptions.DEFAULT);
    try {
      call.write(hello(InferencePod.ACTOR).toByteArray());
      call.read();
      call.write(bytes);
      while (call.read() != null) {
        // nothing is expected
      }
      return Status.OK;
    } catch (StatusException e) {
      return e.getStatus();
    }
  }

  @Test
  void garbageOnThePortHarmsNobody() throws Exception {
    Random random = new Random(43);
    for (int i = 0; i < 10; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), pod.server.port())) {
        byte[] garbage = new byte[1 << i];
        random.nextBytes(garbage);
        socket.getOutputStream().write(garbage);
      }
      otherIsServed();
    }
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws Exception {
    ManagedChannel stranger =
        NettyChannelBuilder.forAddress(
                "localhost",
                pod.server.port(),
                TlsChannelCredentials.newBuilder()
                    .trustManager(folder.resolve("mine/ca.crt").toFile())
                    .build())
            .build();
    assertThat(endOfHello(stranger).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    otherIsServed();
  }

  @Test
  void aClientOfAnotherAuthorityIsRefused() throws Exception {
    new TestCertificates().issue(folder.resolve("foreign"), "localhost");
    ManagedChannel stranger =
        NettyChannelBuilder.forAddress(
                "localhost",
                pod.server.port(),
                TlsChannelCredentials.newBuilder()
                    .trustManager(folder.resolve("mine/ca.crt").toFile())
                    .keyManager(
                        folder.resolve("foreign/tls.crt").toFile(),
                        folder.resolve("foreign/tls.key").toFile())
                    .build())
            .build();
    assertThat(endOfHello(stranger).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    otherIsServed();
  }
}
