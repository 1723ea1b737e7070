package dev.alphazero.worker.wire.transport;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Counts the streams that a server ended because of what the client sent, and logs them, at most
/// one line a second. Used by gRPC's threads.
final class Refusals extends ServerStreamTracer.Factory {
  private static final long NANOS_BETWEEN_LINES = 1_000_000_000L;

  private final Consumer<String> log;
  private final LongSupplier nanoClock;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong nextLineNanos;
  private final AtomicLong unlogged = new AtomicLong();

  Refusals(Consumer<String> log, LongSupplier nanoClock) {
    this.log = log;
    this.nanoClock = nanoClock;
    nextLineNanos = new AtomicLong(nanoClock.getAsLong());
  }

  long count() {
    return count.get();
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new Tracer(method);
  }

  private void ended(String method, String peer, Status status) {
    switch (status.getCode()) {
      case OK, CANCELLED, UNAVAILABLE, NOT_FOUND, DEADLINE_EXCEEDED -> {}
      default -> refused(method, peer, status);
    }
  }

  private void refused(String method, String peer, Status status) {
    count.incrementAndGet();
    long now = nanoClock.getAsLong();
    long next = nextLineNanos.get();
    if (now - next < 0 || !nextLineNanos.compareAndSet(next, now + NANOS_BETWEEN_LINES)) {
      unlogged.incrementAndGet();
      return;
    }
    long others = unlogged.getAndSet(0);
    log.accept(
        "refused %s of %s: %s, %s%s"
            .formatted(
                method,
                peer,
                status.getCode(),
                status.getDescription(),
                others == 0 ? "" : " (and " + others + " more)"));
  }

  private final class Tracer extends ServerStreamTracer {
    private final String method;
    private volatile String peer = "an unknown peer";

    private Tracer(String method) {
      this.method = method;
    }

    @Override
    public void serverCallStarted(ServerCallInfo<?, ?> call) {
      @Nullable Attributes attributes = call.getAttributes();
      if (attributes != null) {
        peer = String.valueOf(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
      }
    }

    @Override
    public void streamClosed(Status status) {
      ended(method, peer, status);
    }
  }
}
