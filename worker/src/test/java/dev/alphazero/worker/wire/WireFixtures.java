package dev.alphazero.worker.wire;

import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.AppendRequest;
import dev.alphazero.protocol.v1.EpisodeBatch;
import dev.alphazero.protocol.v1.EpisodesHello;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeCodec;
import dev.alphazero.worker.replay.TestEpisodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Servers, clients and messages of the wire tests.
final class WireFixtures {
  static final Handshake LEARNER = new Handshake("uid-1", 0x51, 0x52, "learner-0");
  static final Handshake ACTOR = new Handshake("uid-1", 0x51, 0x52, "actor-3");
  static final EpisodeCodec CODEC = new EpisodeCodec(TestEpisodes.LAYOUT);

  /// Short waits, so that tests with many outages end soon.
  static final Backoff SOON = new Backoff(Duration.ofMillis(2), Duration.ofMillis(20));

  private WireFixtures() {}

  /// Returns certificates of an authority for `localhost`.
  static Tls tls(TestCertificates authority, Path folder) throws IOException {
    return new Tls(authority.issue(folder, "localhost"), Tls.REREAD, System.err::println);
  }

  /// Starts a server on any free port. Its log goes nowhere.
  static WireServer serve(Tls tls, WireService... services) throws IOException {
    return serve(tls, _ -> {}, services);
  }

  static WireServer serve(Tls tls, Consumer<String> log, WireService... services)
      throws IOException {
    WireServer server = new WireServer(0, tls, List.of(services), log);
    server.start();
    return server;
  }

  static EpisodesService episodes(EpisodeIntake intake) {
    return new EpisodesService(LEARNER, CODEC, intake);
  }

  static EpisodesClient episodesClient(
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
  static Episode game(long key) {
    return TestEpisodes.episode(0, key);
  }

  static ByteString encoded(Episode episode) {
    ByteBuffer bytes = ByteBuffer.allocate(CODEC.encodedBytes(episode));
    CODEC.encode(episode, bytes);
    return ByteString.copyFrom(bytes.flip());
  }

  static AppendRequest hello(Handshake handshake, long session) {
    return AppendRequest.newBuilder()
        .setHello(EpisodesHello.newBuilder().setHello(handshake.hello()).setSession(session))
        .build();
  }

  static AppendRequest batch(long session, long first, ByteString... games) {
    return AppendRequest.newBuilder()
        .setEpisodes(
            EpisodeBatch.newBuilder()
                .setFirst(first)
                .setSession(session)
                .addAllEpisodes(Stream.of(games).toList()))
        .build();
  }
}
