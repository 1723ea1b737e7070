package dev.alphazero.worker.wire.inference;

import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.Outage;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One inference pod: a channel to its address, and one stream after the other. Used by the
/// client's timer thread.
final class InferenceReplica implements InferenceStream.Listener {
  private final ManagedChannel channel;
  private final Handshake handshake;
  private final InferenceStreams streams;
  private final Outage outage;
  private final Duration answerWithin;
  private final ScheduledExecutorService timer;
  private @Nullable InferenceStream stream;
  private boolean retired;

  /// @param channel owned by the replica
  /// @param answerWithin how long the welcome may take
  /// @param timer of one thread; takes nothing more when it is shut down
  InferenceReplica(
      ManagedChannel channel,
      Handshake handshake,
      InferenceStreams streams,
      Outage outage,
      Duration answerWithin,
      ScheduledExecutorService timer) {
    this.channel = channel;
    this.handshake = handshake;
    this.streams = streams;
    this.outage = outage;
    this.answerWithin = answerWithin;
    this.timer = timer;
  }

  /// Begins a stream.
  void connect() {
    if (retired) {
      return;
    }
    InferenceStream started = new InferenceStream(streams, this);
    stream = started;
    started.start(channel, handshake.hello());
    timer.schedule(
        () -> {
          if (!started.welcomed()) {
            started.breakOff(
                Status.DEADLINE_EXCEEDED.withDescription("no welcome within " + answerWithin));
          }
        },
        answerWithin.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  /// Sends nothing more, and closes when all is answered, or after the time for an answer.
  void retire() {
    retired = true;
    InferenceStream current = stream;
    if (current == null) {
      close();
    } else {
      streams.retire(current);
      timer.schedule(this::close, answerWithin.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /// Closes the channel: what waits for an answer fails.
  void close() {
    retired = true;
    channel.shutdownNow();
  }

  boolean isClosed() {
    return channel.isShutdown();
  }

  @Override
  public void opened(InferenceStream opened) {
    timer.execute(
        () -> {
          if (!retired && opened.equals(stream)) {
            streams.add(opened);
          }
        });
  }

  @Override
  public void works(InferenceStream working) {
    timer.execute(outage::over);
  }

  @Override
  public void ended(InferenceStream over, Status status) {
    timer.execute(
        () -> {
          stream = null;
          if (retired) {
            close();
          } else {
            Duration wait = outage.failed(status);
            timer.schedule(this::connect, wait.toNanos(), TimeUnit.NANOSECONDS);
          }
        });
  }
}
