package dev.alphazero.worker.wire.transport;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How clients connect, and the limits that both sides keep.
public final class Channels {
  /// Most bytes of the payload of one message.
  public static final int MOST_PAYLOAD_BYTES = 8 << 20;

  /// Most bytes of one message: a payload and what is around it.
  public static final int MOST_MESSAGE_BYTES = MOST_PAYLOAD_BYTES + (64 << 10);

  /// A silent peer is asked after this time, and given up after the same time once more.
  static final int KEEP_ALIVE_SECONDS = 10;

  private Channels() {}

  /// Opens a channel that connects when it is first used.
  public static ManagedChannel open(String host, int port, Tls tls) {
    return open(host, port, tls, null);
  }

  /// As the other one.
  ///
  /// @param authority the name that the server's certificate must be for, null for the host
  public static ManagedChannel open(String host, int port, Tls tls, @Nullable String authority) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(host, port, tls.client())
            .directExecutor()
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .maxInboundMessageSize(MOST_MESSAGE_BYTES)
            .disableServiceConfigLookUp()
            .disableRetry();
    if (authority != null) {
      builder.overrideAuthority(authority);
    }
    return builder.build();
  }
}
