package dev.alphazero.worker.wire.episodes;

import static dev.alphazero.worker.wire.episodes.WireFixtures.game;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.wire.transport.Await;
import dev.alphazero.worker.wire.transport.ClientClosedException;
import dev.alphazero.worker.wire.transport.CuttingProxy;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.TestCertificates;
import dev.alphazero.worker.wire.transport.Tls;
import dev.alphazero.worker.wire.transport.WireServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients against servers that come and go.
final class EpisodesClientTest {
  private static final int PLENTY = 1 << 20;

  @TempDir private Path folder;

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final CuttingProxy proxy = new CuttingProxy(1);
  private Tls tls;

  @BeforeEach
  void issue() throws IOException {
    tls = WireFixtures.tls(new TestCertificates(), folder);
  }

  @AfterEach
  void close() {
    proxy.close();
    tls.close();
  }

  /// Connections are cut, servers die, the log fails before and after it wrote: nothing is lost,
  /// nothing comes twice, keys are used once.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void everyGameIsLoggedOnceWhateverHappens(long seed) throws Exception {
    int clients = 3;
    int games = 400;
    Random random = new Random(seed);
    try (MemoryLog log = new MemoryLog(1, 150, new Random(seed + 100), null)) {
      Set<Long> keys = ConcurrentHashMap.newKeySet();
      AtomicInteger ended = new AtomicInteger();
      AtomicReference<Throwable> failure = new AtomicReference<>();
      List<Thread> players = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        players.add(
            Thread.ofPlatform()
                .name("player-" + i)
                .start(
                    () -> {
                      try (EpisodesClient client = client(2000)) {
                        play(client, games, keys);
                        assertThat(client.awaitSent(Duration.ofMinutes(2))).isTrue();
                        assertThat(client.unsent()).isZero();
                        assertThat(client.dropped()).isZero();
                      } catch (Throwable e) {
                        failure.set(e);
                      } finally {
                        ended.incrementAndGet();
                      }
                    }));
      }
      WireServer server = WireFixtures.serve(tls, WireFixtures.episodes(log));
      proxy.target(server.port());
      while (ended.get() < clients) {
        int seen = log.appends();
        int until = seen + random.nextInt(12);
        Await.until(
            "further appends, seed " + seed,
            () -> log.appends() >= until || ended.get() == clients);
        if (random.nextInt(4) == 0) {
          server.close();
          server = WireFixtures.serve(tls, WireFixtures.episodes(log));
          proxy.target(server.port());
        }
        proxy.cut();
      }
      for (Thread player : players) {
        player.join();
      }
      server.close();
      assertThat(failure.get()).as("seed %d", seed).isNull();
      assertThat(keys).as("seed %d", seed).hasSize(clients * games);
      assertThat(log.size()).as("seed %d", seed).isEqualTo(clients * games);
      for (long key : keys) {
        assertThat(log.logged(key)).as("seed %d, key %d", seed, key).isEqualTo(game(key));
      }
      assertThat(log.repeated()).as("games sent twice, seed %d", seed).isPositive();
    }
  }

  /// Keeps some games unfinished, so that they outlive the session that their keys are of.
  private static void play(EpisodesClient client, int games, Set<Long> keys) {
    List<Long> unfinished = new ArrayList<>();
    for (int i = 0; i < games; i++) {
      long key = client.nextKey();
      assertThat(keys.add(key)).as("key %d is new", key).isTrue();
      unfinished.add(key);
      if (unfinished.size() > 20) {
        client.add(game(unfinished.remove(i % 20)));
      }
    }
    unfinished.forEach(key -> client.add(game(key)));
  }

  @Test
  void playPausesWhileTheLearnerIsAwayAndNothingIsDropped() throws Exception {
    try (MemoryLog log = MemoryLog.of(1000);
        EpisodesClient client = client(2000)) {
      WireServer first = WireFixtures.serve(tls, WireFixtures.episodes(log));
      proxy.target(first.port());
      long key = client.nextKey();
      first.close();
      Thread player =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 100; i++) {
                      client.add(game(key + i));
                    }
                  });
      Await.until(
          "the player waits",
          () -> client.unsent() >= 5 && player.getState() == Thread.State.WAITING);
      assertThat(client.unsent()).isLessThan(60);
      assertThat(client.awaitSent(Duration.ofMillis(1))).isFalse();
      try (WireServer second = WireFixtures.serve(tls, WireFixtures.episodes(log))) {
        proxy.target(second.port());
        player.join();
        assertThat(client.awaitSent(Duration.ofMinutes(1))).isTrue();
      }
      assertThat(log.size()).isEqualTo(100);
      assertThat(log.sessions()).isEqualTo(1);
      assertThat(lines).anyMatch(line -> line.startsWith("episodes: UNAVAILABLE"));
      assertThat(lines).anyMatch(line -> line.startsWith("episodes: works again after"));
    }
  }

  @Test
  void theLearnersWordOnResignationComesWithItsAnswers() throws Exception {
    try (MemoryLog log = MemoryLog.of(1000);
        WireServer server = WireFixtures.serve(tls, WireFixtures.episodes(log))) {
      proxy.target(server.port());
      log.allowResignation(false);
      try (EpisodesClient client = client(PLENTY)) {
        assertThat(client.mayResign()).isTrue();
        long key = client.nextKey();
        Await.until("the welcome's word", () -> !client.mayResign());
        log.allowResignation(true);
        client.add(game(key));
        Await.until("the acknowledgement's word", client::mayResign);
        assertThat(client.acknowledged()).isEqualTo(1);
        assertThat(client.learnerAway()).isZero();
      }
    }
  }

  @Test
  void whetherTheLearnerHasEnoughComesWithItsAnswers() throws Exception {
    try (MemoryLog log = MemoryLog.of(1000);
        WireServer server = WireFixtures.serve(tls, WireFixtures.episodes(log))) {
      proxy.target(server.port());
      log.haveEnough(true);
      try (EpisodesClient client = client(PLENTY)) {
        assertThat(client.learnerHasEnough()).isFalse();
        long key = client.nextKey();
        Await.until("the welcome's word", client::learnerHasEnough);
        log.haveEnough(false);
        client.add(game(key));
        Await.until("the acknowledgement's word", () -> !client.learnerHasEnough());
      }
    }
  }

  @Test
  void usedUpKeysBeginANewSession() throws Exception {
    try (MemoryLog log = MemoryLog.of(3);
        WireServer server = WireFixtures.serve(tls, WireFixtures.episodes(log))) {
      proxy.target(server.port());
      try (EpisodesClient client = client(PLENTY)) {
        List<Long> keys = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          keys.add(client.nextKey());
        }
        assertThat(keys).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        keys.reversed().forEach(key -> client.add(game(key)));
        assertThat(client.awaitSent(Duration.ofMinutes(1))).isTrue();
        assertThat(log.size()).isEqualTo(10);
      }
    }
  }

  @Test
  void anotherLogBeginsAnotherSession() throws Exception {
    try (MemoryLog old = MemoryLog.of(1000);
        MemoryLog fresh = new MemoryLog(5001, 1000, null, null);
        EpisodesClient client = client(PLENTY)) {
      WireServer first = WireFixtures.serve(tls, WireFixtures.episodes(old));
      proxy.target(first.port());
      long before = client.nextKey();
      long unfinished = client.nextKey();
      first.close();
      client.add(game(before));
      try (WireServer second = WireFixtures.serve(tls, WireFixtures.episodes(fresh))) {
        proxy.target(second.port());
        Await.until("the old game is dropped", () -> client.dropped() == 1);
        long after = client.nextKey();
        assertThat(after).isEqualTo(5001);
        client.add(game(unfinished));
        client.add(game(after));
        assertThat(client.awaitSent(Duration.ofMinutes(1))).isTrue();
      }
      assertThat(client.dropped()).isEqualTo(2);
      assertThat(fresh.size()).isEqualTo(1);
      assertThat(lines)
          .anyMatch(
              line ->
                  line.startsWith(
                      "the learner has another log than before, 1 games of the old one are"
                          + " dropped: this learner's log never gave the session 1"));
    }
  }

  @Test
  void closingEndsAllWaiting() throws Exception {
    EpisodesClient client = client(PLENTY);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    client.nextKey();
                  } catch (ClientClosedException e) {
                    thrown.set(e);
                  }
                });
    Await.until("the player waits", () -> waiting.getState() == Thread.State.WAITING);
    client.close();
    waiting.join();
    assertThat(thrown.get()).isInstanceOf(ClientClosedException.class);
    assertThatThrownBy(() -> client.add(game(1))).isInstanceOf(ClientClosedException.class);
  }

  @Test
  void aRefusedClientSaysWhyOnce() throws Exception {
    Handshake other = new Handshake("uid-9", 0x51, 0x52, "learner-0");
    try (MemoryLog log = MemoryLog.of(10);
        WireServer server =
            WireFixtures.serve(tls, new EpisodesService(other, WireFixtures.CODEC, log))) {
      proxy.target(server.port());
      try (EpisodesClient client = client(PLENTY)) {
        Await.until("three refusals", () -> server.refused() >= 3);
        assertThat(client.unsent()).isZero();
      }
    }
    assertThat(
            lines.stream()
                .filter(
                    line ->
                        line.startsWith(
                            "episodes: FAILED_PRECONDITION, the training must be 'uid-9' here")))
        .hasSize(1);
  }

  private EpisodesClient client(int mostUnsentBytes) {
    return WireFixtures.episodesClient(proxy.port(), tls, mostUnsentBytes, lines::add);
  }
}
