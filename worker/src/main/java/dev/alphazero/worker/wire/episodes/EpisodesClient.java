package dev.alphazero.worker.wire.episodes;

import com.google.protobuf.UnsafeByteOperations;
import dev.alphazero.protocol.v1.Acknowledgement;
import dev.alphazero.protocol.v1.AppendRequest;
import dev.alphazero.protocol.v1.AppendResponse;
import dev.alphazero.protocol.v1.EpisodeBatch;
import dev.alphazero.protocol.v1.EpisodesGrpc;
import dev.alphazero.protocol.v1.EpisodesHello;
import dev.alphazero.protocol.v1.EpisodesWelcome;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeCodec;
import dev.alphazero.worker.wire.episodes.EpisodeIntake.Session;
import dev.alphazero.worker.wire.episodes.Outbox.Batch;
import dev.alphazero.worker.wire.episodes.Outbox.Task;
import dev.alphazero.worker.wire.transport.Backoff;
import dev.alphazero.worker.wire.transport.Channels;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.Outage;
import dev.alphazero.worker.wire.transport.Tls;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands finished games to the learner and gives keys to new ones.
///
/// A game is kept until the learner has acknowledged that it is durable, over lost connections and
/// learners that start again; it may be sent twice and is logged once, by its key. While the
/// learner is away the games wait here, and when there are too many, `add` waits and play pauses:
/// none is ever dropped. Only when the learner comes back with another log, which does not know the
/// session, games of that session are dropped and counted: they belong to no log any more.
///
/// The thread `episodes` owns the stream; the public methods may be called by any thread.
public final class EpisodesClient implements AutoCloseable {
  private static final int BATCH_BYTES = 1 << 20;
  private static final int MOST_UNACKNOWLEDGED = 2;
  private static final Duration MOST_WELCOME_TIME = Duration.ofSeconds(30);

  /// A log that takes longer is treated as lost. Its games are sent again and logged once.
  private static final Duration MOST_DURABLE_TIME = Duration.ofMinutes(2);

  private static final Duration MOST_CLOSE_TIME = Duration.ofSeconds(10);

  private final Handshake handshake;
  private final EpisodeCodec codec;
  private final Outbox outbox;
  private final Outage outage;
  private final Consumer<String> log;
  private final ManagedChannel channel;
  private final Thread sender;

  /// The learner's last word. Written by the sender's thread.
  private volatile boolean mayResign = true;

  private final Rest rest;

  /// @param mostUnsentBytes from how many bytes of unacknowledged games on `add` waits
  /// @param log gets lines about outages, from the client's thread
  public EpisodesClient(
      Handshake handshake,
      String host,
      int port,
      Tls tls,
      EpisodeCodec codec,
      int mostUnsentBytes,
      Consumer<String> log) {
    this(
        handshake,
        Channels.open(host, port, tls),
        codec,
        mostUnsentBytes,
        new Outage(
            "episodes wait for the learner at " + host + ":" + port,
            Backoff.DEFAULT,
            new Random(),
            log,
            System::nanoTime),
        new Rest(System::nanoTime),
        log);
  }

  EpisodesClient(
      Handshake handshake,
      ManagedChannel channel,
      EpisodeCodec codec,
      int mostUnsentBytes,
      Outage outage,
      Rest rest,
      Consumer<String> log) {
    this.handshake = handshake;
    this.codec = codec;
    this.outage = outage;
    this.rest = rest;
    this.log = log;
    this.channel = channel;
    outbox = new Outbox(mostUnsentBytes);
    sender = Thread.ofPlatform().name("episodes").daemon().start(this::run);
  }

  /// Returns the key of a new game, its `Episode.index`, which no other game of the training has.
  /// Waits until the learner has given a session.
  ///
  /// @throws ClientClosedException if the client is or gets closed
  public long nextKey() {
    return outbox.nextKey();
  }

  /// Takes a finished game, which must have a key of `nextKey`. Waits while too many are unsent.
  ///
  /// @throws IllegalArgumentException if it is larger than any message may be
  /// @throws ClientClosedException if the client is or gets closed; the game is not taken then
  public void add(Episode episode) {
    int bytes = codec.encodedBytes(episode);
    if (bytes > Channels.MOST_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "an encoded episode must have at most %d bytes, bytes=%d, %s"
              .formatted(Channels.MOST_PAYLOAD_BYTES, bytes, episode));
    }
    ByteBuffer encoded = ByteBuffer.allocate(bytes);
    codec.encode(episode, encoded);
    outbox.add(episode.index(), UnsafeByteOperations.unsafeWrap(encoded.flip()));
  }

  /// Returns how many games are not acknowledged.
  public int unsent() {
    return outbox.unsent();
  }

  /// Returns how many games are durable at the learner.
  public long acknowledged() {
    return outbox.acknowledged();
  }

  /// Returns how many games were dropped because the learner came back with another log.
  public long dropped() {
    return outbox.dropped();
  }

  /// Returns whether games may be resigned, as the learner last answered.
  public boolean mayResign() {
    return mayResign;
  }

  /// Returns whether to play nothing for now: the learner has lately answered that it has enough.
  public boolean learnerHasEnough() {
    return rest.lasts();
  }

  /// Returns how long the learner has been away, zero while it takes games.
  public Duration learnerAway() {
    return outage.lasting();
  }

  /// Waits until every game is acknowledged, and returns whether that is so.
  public boolean awaitSent(Duration atMost) {
    return outbox.awaitSent(atMost);
  }

  /// Ends all waiting and the connection. What is not acknowledged is lost.
  @Override
  public void close() {
    outbox.close();
    channel.shutdownNow();
    try {
      sender.join(MOST_CLOSE_TIME);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!outbox.isClosed()) {
      Status status;
      try {
        status = new Outbound().run();
      } catch (StatusException e) {
        status = e.getStatus();
      } catch (RuntimeException e) {
        status = Status.INTERNAL.withDescription(e.toString());
      } catch (TimeoutException e) {
        status = Status.DEADLINE_EXCEEDED.withDescription(e.getMessage());
      } catch (InterruptedException e) {
        throw new IllegalStateException("the sender's thread must not be interrupted", e);
      }
      outbox.rewind();
      if (!outbox.isClosed()) {
        recover(status);
      }
    }
  }

  private void recover(Status status) {
    if (status.getCode() == Status.Code.NOT_FOUND) {
      log.accept(
          "the learner has another log than before, %d games of the old one are dropped: %s"
              .formatted(outbox.forgetSessions(), status.getDescription()));
    }
    if (!status.isOk()) {
      outbox.pause(outage.failed(status));
      // The channel has a back-off of its own, of up to two minutes.
      channel.resetConnectBackoff();
    }
  }

  /// One stream, from its hello to its end. Used by the sender's thread.
  private final class Outbound {
    private final BlockingClientCall<AppendRequest, AppendResponse> call =
        EpisodesGrpc.newBlockingV2Stub(channel).append();

    /// Sizes of the batches that are not acknowledged.
    private final Deque<Integer> unacknowledged = new ArrayDeque<>();

    private long sent;
    private long acknowledged;

    /// Returns OK when a new stream is needed for a new session.
    private Status run() throws StatusException, InterruptedException, TimeoutException {
      try {
        int batchBytes = Math.min(BATCH_BYTES, greet());
        while (true) {
          if (unacknowledged.size() < MOST_UNACKNOWLEDGED) {
            Batch batch = outbox.take(batchBytes);
            if (batch != null) {
              send(batch);
              continue;
            }
          }
          if (!unacknowledged.isEmpty()) {
            readAcknowledgement();
          } else if (outbox.awaitTask() != Task.SEND) {
            return Status.OK;
          }
        }
      } finally {
        call.cancel("this stream is over", null);
      }
    }

    /// Returns the most bytes of a batch.
    private int greet() throws StatusException, InterruptedException, TimeoutException {
      EpisodesHello hello =
          EpisodesHello.newBuilder()
              .setHello(handshake.hello())
              .setSession(outbox.sessionToGreetWith())
              .build();
      call.write(
          AppendRequest.newBuilder().setHello(hello).build(),
          MOST_WELCOME_TIME.toNanos(),
          TimeUnit.NANOSECONDS);
      EpisodesWelcome welcome = read(MOST_WELCOME_TIME, "a welcome").getWelcome();
      outbox.welcome(session(welcome));
      mayResign = welcome.getMayResign();
      rest.told(welcome.getEnough());
      if (outbox.unsent() == 0) {
        outage.over();
      }
      return welcome.getMostBytes();
    }

    private static Session session(EpisodesWelcome welcome) throws StatusException {
      try {
        return new Session(welcome.getSession(), welcome.getSessionKeys());
      } catch (IllegalArgumentException e) {
        throw broken("a welcome must have a session: " + e.getMessage());
      }
    }

    private void send(Batch batch) throws StatusException, InterruptedException, TimeoutException {
      EpisodeBatch message =
          EpisodeBatch.newBuilder()
              .setFirst(sent)
              .setSession(batch.session())
              .addAllEpisodes(batch.games())
              .build();
      sent += batch.games().size();
      unacknowledged.addLast(batch.games().size());
      call.write(
          AppendRequest.newBuilder().setEpisodes(message).build(),
          MOST_DURABLE_TIME.toNanos(),
          TimeUnit.NANOSECONDS);
    }

    private void readAcknowledgement()
        throws StatusException, InterruptedException, TimeoutException {
      Acknowledgement acknowledgement =
          read(MOST_DURABLE_TIME, "an acknowledgement").getAcknowledgement();
      long durable = acknowledgement.getDurable();
      if (!outbox.acknowledge(durable - acknowledged)) {
        throw broken(
            "an acknowledgement must be in [%d, %d], durable=%s"
                .formatted(acknowledged, sent, Long.toUnsignedString(durable)));
      }
      acknowledged = durable;
      mayResign = acknowledgement.getMayResign();
      rest.told(acknowledgement.getEnough());
      long open = sent - acknowledged;
      while (unacknowledged.stream().mapToInt(Integer::intValue).sum() > open) {
        unacknowledged.removeFirst();
      }
      outage.over();
    }

    private AppendResponse read(Duration atMost, String what)
        throws StatusException, InterruptedException, TimeoutException {
      @Nullable AppendResponse response;
      try {
        response = call.read(atMost.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        throw new TimeoutException("the learner sent no %s within %s".formatted(what, atMost));
      }
      if (response == null) {
        throw Status.UNAVAILABLE.withDescription("the learner ended the stream").asException();
      }
      return response;
    }

    private static StatusException broken(String rule) {
      return Status.INTERNAL.withDescription("the learner breaks a rule: " + rule).asException();
    }
  }
}
