package dev.alphazero.worker.wire.inference;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.protocol.v1.EvaluateRequest;
import dev.alphazero.protocol.v1.EvaluateResponse;
import dev.alphazero.protocol.v1.Evaluations;
import dev.alphazero.protocol.v1.InferenceGrpc;
import dev.alphazero.protocol.v1.InferenceWelcome;
import dev.alphazero.worker.inference.InferenceFixtures;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.search.LeafBatch;
import dev.alphazero.worker.wire.transport.Await;
import dev.alphazero.worker.wire.transport.Backoff;
import dev.alphazero.worker.wire.transport.ClientClosedException;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.TestCertificates;
import dev.alphazero.worker.wire.transport.Tls;
import dev.alphazero.worker.wire.transport.WireServer;
import dev.alphazero.worker.wire.transport.WireService;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class InferenceClientTest {
  private static final Backoff SOON = new Backoff(Duration.ofMillis(2), Duration.ofMillis(50));
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();

  /// Where the host leads; empty for a host that is not known.
  private final AtomicReference<Set<InetSocketAddress>> addresses = new AtomicReference<>(Set.of());

  private Tls tls;

  @BeforeEach
  void issue() throws Exception {
    tls = keep(new Tls(new TestCertificates().issue(folder, "pods"), Tls.REREAD, _ -> {}));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable next : open.reversed()) {
      next.close();
    }
  }

  private <T extends AutoCloseable> T keep(T made) {
    open.add(made);
    return made;
  }

  private InferencePod pod() throws Exception {
    return keep(new InferencePod(tls));
  }

  private InferenceClient client(Duration answerWithin) {
    return keep(
        new InferenceClient(
            "pods",
            1,
            InferencePod.ACTOR,
            tls,
            (host, _) -> {
              if (addresses.get().isEmpty()) {
                throw new UnknownHostException(host);
              }
              return addresses.get();
            },
            new InferenceClient.Timing(Duration.ofMillis(5), answerWithin, SOON),
            log::add));
  }

  private void lead(InferencePod... pods) {
    addresses.set(
        Set.of(
            List.of(pods).stream().map(InferencePod::address).toArray(InetSocketAddress[]::new)));
  }

  /// Evaluates n positions and checks the answer against the fake model's arithmetic.
  private static void evaluate(RemoteEvaluator evaluator, int n, long seed) {
    int actions = InferenceFixtures.SPEC.actions();
    byte[] planes = InferenceFixtures.positions(n, seed);
    try (LeafBatch batch = new LeafBatch(n, InferenceFixtures.BYTES, actions)) {
      for (int i = 0; i < n; i++) {
        batch.add();
      }
      MemorySegment.copy(planes, 0, batch.planes(), JAVA_BYTE, 0, planes.length);
      evaluator.evaluate(batch);
      long step = ModelVersion.ofPacked(evaluator.modelVersion()).step();
      for (int i = 0; i < n; i++) {
        for (int a = 0; a < actions; a++) {
          assertThat(batch.policyLogit(i, a)).isEqualTo(InferenceFixtures.logit(planes, i, a));
        }
        assertThat(batch.value(i)).isGreaterThanOrEqualTo(step);
      }
    }
  }

  /// Search threads that evaluate until they are told to stop.
  private final class Searches {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger done = new AtomicInteger();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    Searches(InferenceClient client, int count) {
      for (int t = 0; t < count; t++) {
        int thread = t;
        threads.add(
            Thread.ofPlatform()
                .uncaughtExceptionHandler((_, e) -> failures.add(e))
                .start(
                    () -> {
                      RemoteEvaluator evaluator = client.newEvaluator();
                      for (int i = 0; !stop.get(); i++) {
                        evaluate(evaluator, 1 + i % InferencePod.BATCH, 1000L * thread + i);
                        done.incrementAndGet();
                      }
                    }));
      }
    }

    void awaitMore(int evaluations) {
      int goal = done.get() + evaluations;
      Await.until("more evaluations", () -> done.get() >= goal || !failures.isEmpty());
    }

    void end() throws InterruptedException {
      stop.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void answersAreThoseOfThePod() throws Exception {
    InferencePod pod = pod();
    lead(pod);
    RemoteEvaluator evaluator = client(LONG).newEvaluator();
    evaluate(evaluator, 5, 1);
    assertThat(ModelVersion.ofPacked(evaluator.modelVersion())).isEqualTo(new ModelVersion(1, 1));

    pod.batcher.setWeights(InferenceFixtures.weights(2));
    evaluate(evaluator, InferencePod.BATCH, 2);
    assertThat(ModelVersion.ofPacked(evaluator.modelVersion())).isEqualTo(new ModelVersion(1, 2));
  }

  @Test
  void aBatchAboveThePodsLimitIsSentInParts() throws Exception {
    InferencePod pod = pod();
    lead(pod);
    evaluate(client(LONG).newEvaluator(), 3 * InferencePod.BATCH + 1, 1);
    assertThat(pod.batcher.statistics().positions()).isEqualTo(3 * InferencePod.BATCH + 1);
    assertThat(pod.batcher.statistics().batches()).isEqualTo(4);
  }

  @Test
  void newPodsGetWorkAndPodsThatAreGoneGetNone() throws Exception {
    InferencePod first = pod();
    lead(first);
    InferenceClient client = client(LONG);
    Searches searches = new Searches(client, 4);
    searches.awaitMore(50);

    InferencePod second = pod();
    InferencePod third = pod();
    lead(first, second, third);
    Await.until(
        "all three work",
        () ->
            second.batcher.statistics().positions() > 100
                && third.batcher.statistics().positions() > 100);
    lead(second, third);
    Await.until("the first has no client", () -> first.service.clients() == 0);
    long before = first.batcher.statistics().positions();
    searches.awaitMore(50);
    assertThat(first.batcher.statistics().positions()).isEqualTo(before);
    searches.end();
  }

  @Test
  void whenAPodIsKilledInTheMiddleItsBatchesGoElsewhere() throws Exception {
    InferencePod doomed = pod();
    InferencePod other = pod();
    lead(doomed, other);
    Searches searches = new Searches(client(LONG), 4);
    searches.awaitMore(50);
    doomed.shutGate();
    doomed.awaitAtGate();
    Await.until("a batch waits", () -> doomed.batcher.statistics().queuedPositions() > 0);
    doomed.server.close();
    searches.awaitMore(100);
    searches.end();
    assertThat(log).anyMatch(line -> line.contains("inference pod 127.0.0.1"));
  }

  @Test
  void aPodThatGoesAwayIsLeftWithoutLoss() throws Exception {
    InferencePod leaving = pod();
    InferencePod other = pod();
    lead(leaving, other);
    Searches searches = new Searches(client(LONG), 4);
    searches.awaitMore(50);
    leaving.server.drain(LONG);
    searches.awaitMore(100);
    searches.end();
  }

  @Test
  void whileThereIsNoPodSearchesWait() throws Exception {
    InferencePod first = pod();
    lead(first);
    Searches searches = new Searches(client(LONG), 2);
    searches.awaitMore(10);
    first.close();
    Await.until("the loss is told", () -> !log.isEmpty());
    addresses.set(Set.of());
    Await.until(
        "the unknown host is told",
        () -> log.stream().anyMatch(line -> line.contains("unknown host pods")));

    lead(pod());
    searches.awaitMore(10);
    searches.end();
    assertThat(log).anyMatch(line -> line.contains("the address of pods: works again"));
  }

  @Test
  void aPodOfAnotherTrainingIsToldAndAskedAgain() throws Exception {
    InferencePod stranger =
        keep(new InferencePod(tls, new Handshake("uid-2", 0x51, 0x52, "inference-0")));
    lead(stranger);
    Searches searches = new Searches(client(LONG), 1);
    Await.until(
        "the refusal is told",
        () ->
            log.stream()
                .anyMatch(
                    line -> line.contains("the training must be 'uid-2' here, but the caller")));
    Await.until("it is asked again", () -> stranger.server.refused() > 1);

    lead(pod());
    searches.awaitMore(10);
    searches.end();
  }

  @Test
  void aPodThatDoesNotAnswerInTimeIsLeft() throws Exception {
    InferencePod stuck = pod();
    stuck.shutGate();
    lead(stuck);
    InferenceClient client = client(Duration.ofMillis(300));
    Searches searches = new Searches(client, 1);
    Await.until(
        "it is told",
        () -> log.stream().anyMatch(line -> line.contains("no answer within PT0.3S")));
    lead(stuck, pod());
    searches.awaitMore(10);
    searches.end();
  }

  @Test
  void aPodThatAnswersNonsenseIsLeft() throws Exception {
    WireServer nonsense = new WireServer(0, tls, List.of(new Nonsense()), _ -> {});
    nonsense.start();
    keep(nonsense);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), nonsense.port());
    addresses.set(Set.of(address));
    Searches searches = new Searches(client(LONG), 1);
    Await.until(
        "it is told",
        () ->
            log.stream()
                .anyMatch(line -> line.contains("4 bytes of values and 20 of logits, values=0")));
    addresses.set(Set.of(address, pod().address()));
    searches.awaitMore(10);
    searches.end();
  }

  /// Welcomes everybody and answers without content.
  private static final class Nonsense implements WireService {
    @Override
    public BindableService binding() {
      return new InferenceGrpc.InferenceImplBase() {
        @Override
        public StreamObserver<EvaluateRequest> evaluate(StreamObserver<EvaluateResponse> answers) {
          return new StreamObserver<>() {
            @Override
            public void onNext(EvaluateRequest request) {
              EvaluateResponse.Builder response = EvaluateResponse.newBuilder();
              if (request.hasHello()) {
                response.setWelcome(
                    InferenceWelcome.newBuilder().setMostPositions(16).setMostUnanswered(4));
              } else {
                response.setEvaluations(
                    Evaluations.newBuilder().setId(request.getPositions().getId()));
              }
              answers.onNext(response.build());
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {
              answers.onCompleted();
            }
          };
        }
      };
    }

    @Override
    public void drain() {}
  }

  @Test
  void closingEndsTheWaiting() throws Exception {
    InferenceClient client = client(LONG);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread search =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((_, e) -> thrown.set(e))
            .start(() -> evaluate(client.newEvaluator(), 1, 1));
    Await.until("it waits", () -> search.getState() == Thread.State.WAITING);
    client.close();
    search.join();
    assertThat(thrown.get()).isInstanceOf(ClientClosedException.class);
    assertThatThrownBy(() -> evaluate(client.newEvaluator(), 1, 1))
        .isInstanceOf(ClientClosedException.class);
  }

  @Test
  void closingEndsTheWaitingForAnAnswer() throws Exception {
    InferencePod pod = pod();
    lead(pod);
    pod.shutGate();
    InferenceClient client = client(LONG);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread search =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((_, e) -> thrown.set(e))
            .start(() -> evaluate(client.newEvaluator(), 1, 1));
    pod.awaitAtGate();
    client.close();
    search.join();
    assertThat(thrown.get()).isInstanceOf(ClientClosedException.class);
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    InferenceClient client = client(LONG);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicBoolean flag = new AtomicBoolean();
    Thread search =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    evaluate(client.newEvaluator(), 1, 1);
                  } catch (ClientClosedException e) {
                    thrown.set(e);
                    flag.set(Thread.currentThread().isInterrupted());
                  }
                });
    Await.until("it waits", () -> search.getState() == Thread.State.WAITING);
    search.interrupt();
    search.join();
    assertThat(thrown.get()).isInstanceOf(ClientClosedException.class);
    assertThat(flag).isTrue();
  }
}
