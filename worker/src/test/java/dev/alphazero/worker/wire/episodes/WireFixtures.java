package dev.alphazero.worker.wire.episodes;

import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.AppendRequest;
import dev.alphazero.protocol.v1.EpisodeBatch;
import dev.alphazero.protocol.v1.EpisodesHello;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeCodec;
import dev.alphazero.worker.replay.TestEpisodes;
import dev.alphazero.worker.wire.transport.Backoff;
import dev.alphazero.worker.wire.transport.Channels;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.Outage;
import dev.alphazero.worker.wire.transport.TestCertificates;
import dev.alphazero.worker.wire.transport.Tls;
import dev.alphazero.worker.wire.transport.WireServer;
import dev.alphazero.worker.wire.transport.WireService;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Servers, clients and messages of the wire tests.
public final class WireFixtures {
  public static final Handshake LEARNER = new Handshake("uid-1", 0x51, 0x52, "learner-0");
  public static final Handshake ACTOR = new Handshake("uid-1", 0x51, 0x52, "actor-3");
  static final EpisodeCodec CODEC = new EpisodeCodec(TestEpisodes.LAYOUT);

  /// Short waits, so that tests with many outages end soon.
  public static final Backoff SOON = new Backoff(Duration.ofMillis(2), Duration.ofMillis(20));

  private WireFixtures() {}

  /// Returns certificates of an authority for `localhost`.
  public static Tls tls(TestCertificates authority, Path folder) throws IOException {
    return new Tls(authority.issue(folder, "localhost"), Tls.REREAD, System.err::println);
  }

  /// Starts a server on any free port. Its log goes nowhere.
  public static WireServer serve(Tls tls, WireService... services) throws IOException {
    return serve(tls, _ -> {}, services);
  }

  public static WireServer serve(Tls tls, Consumer<String> log, WireService... services)
      throws IOException {
    WireServer server = new WireServer(0, tls, List.of(services), log);
    server.start();
    return server;
  }

  public static EpisodesService episodes(EpisodeIntake intake) {
    return new EpisodesService(LEARNER, CODEC, intake);
  }

  public static EpisodesClient episodesClient(
      int port, Tls tls, int mostUnsentBytes, Consumer<String> log) {
    return new EpisodesClient(
        ACTOR,
        Channels.open("localhost", port, tls),
        CODEC,
        mostUnsentBytes,
        new Outage("episodes", SOON, new Random(1), log, System::nanoTime),
        new Rest(System::nanoTime),
        log);
  }

  /// Returns a game whose content depends on its key alone.
  public static Episode game(long key) {
    return TestEpisodes.episode(0, key);
  }

  public static ByteString encoded(Episode episode) {
    ByteBuffer bytes = ByteBuffer.allocate(CODEC.encodedBytes(episode));
    CODEC.encode(episode, bytes);
    return ByteString.copyFrom(bytes.flip());
  }

  public static AppendRequest hello(Handshake handshake, long session) {
    return AppendRequest.newBuilder()
        .setHello(EpisodesHello.newBuilder().setHello(handshake.hello()).setSession(session))
        .build();
  }

  public static AppendRequest batch(long session, long first, ByteString... games) {
    return AppendRequest.newBuilder()
        .setEpisodes(
            EpisodeBatch.newBuilder()
                .setFirst(first)
                .setSession(session)
                .addAllEpisodes(Stream.of(games).toList()))
        .build();
  }
}
