package dev.alphazero.worker.wire.episodes;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.ByteString;
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
import dev.alphazero.worker.wire.transport.Channels;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.WireService;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Takes finished games of many clients and acknowledges them when they are durable.
///
/// A stream has at most two batches that are not durable yet; until then the client's further ones
/// stay on the connection. A batch is appended whole or not at all.
public final class EpisodesService implements WireService {
  private static final int MOST_PENDING = 2;

  private final Handshake handshake;
  private final EpisodeCodec codec;
  private final EpisodeIntake intake;
  private final int mostBytes;
  private final Set<Inbound> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  public EpisodesService(Handshake handshake, EpisodeCodec codec, EpisodeIntake intake) {
    this(handshake, codec, intake, Channels.MOST_PAYLOAD_BYTES);
  }

  EpisodesService(Handshake handshake, EpisodeCodec codec, EpisodeIntake intake, int mostBytes) {
    this.handshake = handshake;
    this.codec = codec;
    this.intake = intake;
    this.mostBytes = mostBytes;
  }

  @Override
  public BindableService binding() {
    return new EpisodesGrpc.EpisodesImplBase() {
      @Override
      public StreamObserver<AppendRequest> append(StreamObserver<AppendResponse> out) {
        Inbound stream = new Inbound((ServerCallStreamObserver<AppendResponse>) out);
        streams.add(stream);
        stream.begin();
        return stream;
      }
    };
  }

  @Override
  public void drain() {
    draining = true;
    streams.forEach(Inbound::drain);
  }

  /// One client's stream. Messages come on one gRPC thread at a time; `durable` is called by the
  /// log's threads; the monitor, which guards what both touch, is never held while the intake is
  /// called.
  private final class Inbound implements StreamObserver<AppendRequest> {
    private final ServerCallStreamObserver<AppendResponse> out;

    /// Episodes that came. Used by gRPC's threads.
    private long received;

    private boolean isWelcome;

    /// Episodes that were not durable when they came and may be so now.
    @GuardedBy("this") private int pending;

    /// Messages that may be asked for as soon as the client takes answers.
    @GuardedBy("this") private int credit;

    /// Set when no more may be sent.
    @GuardedBy("this") private boolean ended;

    /// What to end with when nothing is pending any more.
    @GuardedBy("this") private @Nullable Status last;

    private Inbound(ServerCallStreamObserver<AppendResponse> out) {
      this.out = out;
    }

    private void begin() {
      out.disableAutoRequest();
      out.setOnCancelHandler(this::gone);
      out.setOnReadyHandler(this::ask);
      if (draining) {
        drain();
      } else {
        out.request(1);
      }
    }

    @Override
    public void onNext(AppendRequest request) {
      try {
        switch (request.getKindCase()) {
          case HELLO -> welcome(request.getHello());
          case EPISODES -> append(request.getEpisodes());
          case KIND_NOT_SET -> throw invalid("a message must have a kind");
        }
      } catch (StatusRuntimeException e) {
        end(e.getStatus());
      } catch (RuntimeException e) {
        end(unavailable(e));
      }
    }

    private void welcome(EpisodesHello hello) {
      if (isWelcome) {
        throw invalid("only the first message may be a hello");
      }
      handshake.require(hello.getHello());
      Session session =
          hello.getSession() == 0 ? intake.beginSession() : session(hello.getSession());
      isWelcome = true;
      EpisodesWelcome welcome =
          EpisodesWelcome.newBuilder()
              .setSession(session.firstKey())
              .setSessionKeys(session.keys())
              .setMostBytes(mostBytes)
              .setMayResign(intake.mayResign())
              .setEnough(intake.hasEnough())
              .build();
      synchronized (this) {
        if (!ended) {
          out.onNext(AppendResponse.newBuilder().setWelcome(welcome).build());
          credit += MOST_PENDING;
        }
      }
      ask();
    }

    private void append(EpisodeBatch batch) {
      List<Episode> episodes = check(batch);
      synchronized (this) {
        if (ended || last != null) {
          return;
        }
        pending++;
      }
      received += episodes.size();
      long end = received;
      intake.append(episodes, failure -> durable(end, failure));
    }

    private List<Episode> check(EpisodeBatch batch) {
      if (!isWelcome) {
        throw invalid("the first message must be a hello");
      }
      if (batch.getFirst() != received) {
        throw invalid(
            "first must be the number of the next episode, %d, first=%s"
                .formatted(received, Long.toUnsignedString(batch.getFirst())));
      }
      if (batch.getEpisodesCount() == 0) {
        throw invalid("a batch must have episodes");
      }
      long bytes = batch.getEpisodesList().stream().mapToLong(ByteString::size).sum();
      if (bytes > mostBytes) {
        throw Status.RESOURCE_EXHAUSTED
            .withDescription(
                "a batch must have at most %d bytes, bytes=%d".formatted(mostBytes, bytes))
            .asRuntimeException();
      }
      Session session = session(batch.getSession());
      List<Episode> episodes = new ArrayList<>(batch.getEpisodesCount());
      for (ByteString encoded : batch.getEpisodesList()) {
        episodes.add(decode(encoded, session));
      }
      return episodes;
    }

    private Episode decode(ByteString encoded, Session session) {
      Episode episode;
      try {
        episode = codec.decode(encoded.asReadOnlyByteBuffer());
      } catch (IllegalArgumentException e) {
        throw invalid("an episode must be encoded as its codec says: " + e.getMessage());
      }
      if (episode.generation() != 0 || !session.contains(episode.index())) {
        throw invalid(
            "an episode must be of generation 0 with a key in [%d, %d), generation=%d, key=%d"
                .formatted(
                    session.firstKey(),
                    session.firstKey() + session.keys(),
                    episode.generation(),
                    episode.index()));
      }
      return episode;
    }

    private Session session(long firstKey) {
      Session session = intake.session(firstKey);
      if (session == null) {
        throw Status.NOT_FOUND
            .withDescription(
                "this learner's log never gave the session %s. Begin a new one."
                    .formatted(Long.toUnsignedString(firstKey)))
            .asRuntimeException();
      }
      return session;
    }

    private void durable(long end, @Nullable RuntimeException failure) {
      synchronized (this) {
        pending--;
        if (ended) {
          return;
        }
        if (failure == null) {
          Acknowledgement acknowledgement =
              Acknowledgement.newBuilder()
                  .setDurable(end)
                  .setMayResign(intake.mayResign())
                  .setEnough(intake.hasEnough())
                  .build();
          out.onNext(AppendResponse.newBuilder().setAcknowledgement(acknowledgement).build());
          credit++;
        }
      }
      if (failure == null) {
        endIfDone();
        ask();
      } else {
        end(unavailable(failure));
      }
    }

    /// Asks for as many messages as may come now. A client that takes no answers is asked nothing.
    private void ask() {
      int count;
      synchronized (this) {
        if (ended || last != null || !out.isReady()) {
          return;
        }
        count = credit;
        credit = 0;
      }
      if (count > 0) {
        out.request(count);
      }
    }

    private void drain() {
      endWhenDone(Status.UNAVAILABLE.withDescription("this learner is going away"));
    }

    @Override
    public void onCompleted() {
      endWhenDone(Status.OK);
    }

    private void endWhenDone(Status status) {
      synchronized (this) {
        if (last == null) {
          last = status;
        }
      }
      endIfDone();
    }

    private void endIfDone() {
      Status status;
      synchronized (this) {
        status = pending == 0 ? last : null;
      }
      if (status != null) {
        end(status);
      }
    }

    private void end(Status status) {
      synchronized (this) {
        if (!ended) {
          ended = true;
          if (status.isOk()) {
            out.onCompleted();
          } else {
            out.onError(status.asRuntimeException());
          }
        }
      }
      streams.remove(this);
    }

    @Override
    public void onError(Throwable cancelled) {
      gone();
    }

    private void gone() {
      synchronized (this) {
        ended = true;
      }
      streams.remove(this);
    }
  }

  private static Status unavailable(RuntimeException failure) {
    return Status.UNAVAILABLE
        .withDescription("the learner cannot take episodes: " + failure.getMessage())
        .withCause(failure);
  }

  private static StatusRuntimeException invalid(String rule) {
    return Status.INVALID_ARGUMENT.withDescription(rule).asRuntimeException();
  }
}
