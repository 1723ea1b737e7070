package dev.alphazero.worker.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.inference.InferenceFixtures.FakeModel;
import dev.alphazero.worker.network.Engine.BrokenDeviceException;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Weights;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
final class BatcherTest {
  private static final int BATCH = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final IntConsumer AT_ONCE = _ -> {};

  private static Batcher batcher(BatchPolicy policy, int lanes, IntConsumer onEvaluate) {
    return new Batcher(
        new BatcherSettings(policy, lanes, true, 10 * BATCH),
        InferenceFixtures.SPEC,
        InferenceFixtures.LAYOUT,
        () -> new FakeModel(onEvaluate));
  }

  /// Returns a batcher of one lane, ready, whose batches each need a permit.
  private static Batcher gated(Semaphore permits) throws InterruptedException {
    AtomicBoolean open = new AtomicBoolean(true);
    Batcher batcher =
        batcher(
            new BatchPolicy.Drain(BATCH),
            1,
            _ -> {
              if (!open.get()) {
                permits.acquireUninterruptibly();
              }
            });
    batcher.setWeights(InferenceFixtures.weights(1));
    assertThat(batcher.awaitReady(PATIENCE)).isTrue();
    open.set(false);
    return batcher;
  }

  @ParameterizedTest
  @CsvSource({"drain, 1", "drain, 3", "adaptive, 1", "adaptive, 3"})
  void everyRequestIsAnsweredOnceWithItsOwnAnswerWhileWeightsChange(String policy, int lanes)
      throws InterruptedException {
    int threads = 8;
    int each = 150;
    AtomicBoolean done = new AtomicBoolean();
    ConcurrentLinkedQueue<TestRequest> all = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    try (Batcher batcher =
        batcher(
            policy.equals("drain")
                ? new BatchPolicy.Drain(BATCH)
                : new BatchPolicy.Adaptive(BATCH, 25, Duration.ofMillis(1)),
            lanes,
            AT_ONCE)) {
      batcher.setWeights(InferenceFixtures.weights(1));
      Thread learner =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (long step = 2; !done.get(); step++) {
                      batcher.setWeights(InferenceFixtures.weights(step));
                    }
                  });
      List<Thread> clients = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int client = t;
        clients.add(
            Thread.ofPlatform()
                .uncaughtExceptionHandler((_, e) -> failures.add(e))
                .start(
                    () -> {
                      ModelVersion last = new ModelVersion(0, 0);
                      for (int i = 0; i < each; i++) {
                        TestRequest request =
                            TestRequest.of(1 + (client + i) % BATCH, client * each + i);
                        all.add(request);
                        batcher.submit(request);
                        ModelVersion version = request.check();
                        assertThat(version).isGreaterThanOrEqualTo(last);
                        last = version;
                      }
                    }));
      }
      for (Thread client : clients) {
        client.join();
      }
      done.set(true);
      learner.join();
      BatcherStatistics statistics = batcher.statistics();
      assertThat(statistics.positions())
          .isEqualTo(all.stream().mapToLong(TestRequest::positions).sum());
      assertThat(statistics.batches()).isBetween(1L, (long) threads * each);
      assertThat(statistics.fillPercent()).isBetween(1.0, 100.0);
      assertThat(statistics.queuedPositions()).isZero();
      assertThat(statistics.latency().meanMillis())
          .isGreaterThan(statistics.queueWait().meanMillis());
    }
    assertThat(failures).isEmpty();
    assertThat(all).hasSize(threads * each).allMatch(request -> request.answers() == 1);
  }

  @Test
  void aBatchIsARunOfWholeRequestsInTheirOrder() throws InterruptedException {
    Semaphore permits = new Semaphore(0);
    ConcurrentLinkedQueue<Integer> sizes = new ConcurrentLinkedQueue<>();
    try (Batcher batcher = gated(permits)) {
      TestRequest first = TestRequest.of(1, 0);
      batcher.submit(first);
      awaitTaken(batcher);
      List<TestRequest> queued = new ArrayList<>();
      for (int n : new int[] {7, 9, 1, 16, 5, 12}) {
        queued.add(
            new TestRequest(InferenceFixtures.positions(n, n)) {
              @Override
              public void evaluated(
                  ModelVersion version, MemorySegment policyLogits, MemorySegment values) {
                sizes.add(n);
                super.evaluated(version, policyLogits, values);
              }
            });
      }
      queued.forEach(batcher::submit);
      assertThat(batcher.statistics().queuedPositions()).isEqualTo(50);
      permits.release(6);
      first.check();
      queued.forEach(TestRequest::check);
      assertThat(sizes).containsExactly(7, 9, 1, 16, 5, 12);
      assertThat(batcher.statistics().batches()).isEqualTo(1 + 5);
    }
  }

  @Test
  void aBatchThatFailsFailsItsRequestsAndNoOthers() throws InterruptedException {
    Semaphore permits = new Semaphore(0);
    try (Batcher batcher = gated(permits)) {
      TestRequest first = TestRequest.of(1, 0);
      batcher.submit(first);
      awaitTaken(batcher);
      TestRequest together = TestRequest.of(3, 1);
      TestRequest poisoned = TestRequest.poisoned();
      TestRequest later = TestRequest.of(BATCH, 2);
      List.of(together, poisoned, later).forEach(batcher::submit);
      permits.release(3);
      first.check();
      for (TestRequest failed : List.of(together, poisoned)) {
        assertThat(failed.failure())
            .isInstanceOf(EvaluationException.class)
            .hasMessageContaining("the network failed on a batch")
            .hasMessageContaining("poison");
      }
      later.check();
      assertThat(batcher.statistics().failedBatches()).isEqualTo(1);
      assertThat(batcher.statistics().batches()).isEqualTo(2);
    }
  }

  @Test
  void aRequestThatThrowsHarmsNoOther() throws InterruptedException {
    Semaphore permits = new Semaphore(0);
    try (Batcher batcher = gated(permits)) {
      TestRequest first = TestRequest.of(1, 0);
      batcher.submit(first);
      awaitTaken(batcher);
      TestRequest cannotWrite =
          new TestRequest(InferenceFixtures.positions(2, 3)) {
            @Override
            public void writePlanes(MemorySegment to) {
              throw new IllegalStateException("freed");
            }
          };
      TestRequest after = TestRequest.of(3, 1);
      List.of(cannotWrite, after).forEach(batcher::submit);
      permits.release(2);
      first.check();
      assertThat(cannotWrite.failure()).hasMessageContaining("freed");
      after.check();
    }
  }

  @Test
  void whatNobodyWaitsForIsNotEvaluated() throws InterruptedException {
    Semaphore permits = new Semaphore(0);
    try (Batcher batcher = gated(permits)) {
      TestRequest first = TestRequest.of(1, 0);
      batcher.submit(first);
      awaitTaken(batcher);
      TestRequest abandoned = TestRequest.of(4, 1);
      TestRequest after = TestRequest.of(3, 2);
      batcher.submit(abandoned);
      batcher.submit(after);
      abandoned.abandon();
      permits.release(2);
      after.check();
      assertThat(abandoned.answers()).isZero();
      assertThat(batcher.statistics().positions()).isEqualTo(1 + 3);
    }
  }

  @Test
  void closingAnswersWhatIsQueuedAndTakesNothingMore() throws InterruptedException {
    Semaphore permits = new Semaphore(0);
    Batcher batcher = gated(permits);
    List<TestRequest> queued = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      queued.add(TestRequest.of(BATCH, i));
      batcher.submit(queued.getLast());
    }
    Thread closer = Thread.ofPlatform().start(batcher::close);
    permits.release(5);
    closer.join();
    queued.forEach(TestRequest::check);

    TestRequest late = TestRequest.of(1, 9);
    assertThat(batcher.submit(late)).isFalse();
    assertThat(late.failure()).hasMessageContaining("the batcher is closing");
  }

  @Test
  void aFullQueueAsksClientsToHoldBack() throws InterruptedException {
    Semaphore permits = new Semaphore(0);
    try (Batcher batcher = gated(permits)) {
      batcher.submit(TestRequest.of(BATCH, 0));
      awaitTaken(batcher);
      for (int i = 1; i < 10; i++) {
        assertThat(batcher.submit(TestRequest.of(BATCH, i))).isTrue();
      }
      assertThat(batcher.submit(TestRequest.of(BATCH, 10))).isFalse();
      assertThat(batcher.statistics().queuedPositions()).isEqualTo(10 * BATCH);
      permits.release(11);
    }
  }

  @Test
  void aRequestFitsABatch() {
    try (Batcher batcher = batcher(new BatchPolicy.Drain(BATCH), 1, AT_ONCE)) {
      assertThatThrownBy(() -> batcher.submit(TestRequest.of(BATCH + 1, 0)))
          .hasMessageContaining("must have 1 to 16 positions, positions=17");
      assertThatThrownBy(() -> batcher.submit(TestRequest.of(0, 0)))
          .hasMessageContaining("positions=0");
    }
  }

  @Test
  void itIsReadyWhenEveryLaneHasEvaluatedAllSizes() throws InterruptedException {
    ConcurrentLinkedQueue<Integer> sizes = new ConcurrentLinkedQueue<>();
    try (Batcher batcher = batcher(new BatchPolicy.Drain(24), 2, sizes::add)) {
      assertThat(batcher.isReady()).isFalse();
      assertThat(batcher.awaitReady(Duration.ofMillis(1))).isFalse();
      batcher.setWeights(InferenceFixtures.weights(1));
      assertThat(batcher.awaitReady(PATIENCE)).isTrue();
      assertThat(batcher.isReady()).isTrue();
      assertThat(sizes).containsExactlyInAnyOrder(1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 24, 24);
      assertThat(batcher.statistics().batches()).isZero();
    }
  }

  @Test
  void aLaneThatCannotEvaluateIsSaidSo() {
    TestRequest request = TestRequest.of(1, 0);
    try (Batcher batcher =
        batcher(
            new BatchPolicy.Drain(BATCH),
            2,
            _ -> {
              throw new IllegalStateException("no such instruction");
            })) {
      batcher.submit(request);
      batcher.setWeights(InferenceFixtures.weights(1));
      assertThatThrownBy(() -> batcher.awaitReady(PATIENCE))
          .hasMessageContaining("a lane cannot evaluate")
          .hasMessageContaining("no such instruction");
      assertThat(batcher.isReady()).isFalse();

      TestRequest late = TestRequest.of(1, 1);
      assertThat(batcher.submit(late)).isFalse();
      for (TestRequest failed : List.of(request, late)) {
        assertThat(failed.failure())
            .hasMessageContaining("a lane cannot evaluate")
            .hasMessageContaining("no such instruction");
      }
    }
  }

  @Test
  void oneLaneThatCannotEvaluateFailsAllThatWaits() throws InterruptedException {
    AtomicBoolean first = new AtomicBoolean(true);
    List<TestRequest> requests = new ArrayList<>();
    try (Batcher batcher =
        batcher(
            new BatchPolicy.Drain(BATCH),
            2,
            _ -> {
              if (first.getAndSet(false)) {
                throw new IllegalStateException("out of device memory");
              }
            })) {
      batcher.setWeights(InferenceFixtures.weights(1));
      assertThatThrownBy(() -> batcher.awaitReady(PATIENCE))
          .hasMessageContaining("out of device memory");
      for (int i = 0; i < 3; i++) {
        requests.add(TestRequest.of(1, i));
        batcher.submit(requests.getLast());
      }
      for (TestRequest request : requests) {
        assertThat(request.failure()).hasMessageContaining("out of device memory");
      }
    }
  }

  @Test
  void aBrokenDeviceFailsWhatWaitsAndWhatComes() throws InterruptedException {
    AtomicBoolean fails = new AtomicBoolean();
    try (Batcher batcher =
        batcher(
            new BatchPolicy.Drain(BATCH),
            2,
            _ -> {
              if (fails.get()) {
                throw new BrokenDeviceException("an illegal memory access");
              }
            })) {
      batcher.setWeights(InferenceFixtures.weights(1));
      assertThat(batcher.awaitReady(PATIENCE)).isTrue();
      fails.set(true);
      for (int i = 0; i < 3; i++) {
        TestRequest request = TestRequest.of(1, i);
        batcher.submit(request);
        assertThat(request.failure()).hasMessageContaining("an illegal memory access");
      }
      assertThatThrownBy(
              () -> {
                while (batcher.awaitReady(Duration.ZERO)) {
                  Thread.onSpinWait(); // the lane that failed closes the queue next
                }
              })
          .hasMessageContaining("an illegal memory access");
      assertThat(batcher.isReady()).isFalse();
    }
  }

  @Test
  void aModelThatCannotBeMadeIsSaidSo() {
    assertThatThrownBy(
            () ->
                new Batcher(
                    new BatcherSettings(new BatchPolicy.Drain(BATCH), 2, true, BATCH),
                    InferenceFixtures.SPEC,
                    InferenceFixtures.LAYOUT,
                    () -> {
                      throw new IllegalStateException("no library");
                    }))
        .hasMessageContaining("a model cannot be made")
        .hasMessageContaining("no library");
  }

  @Test
  void withoutWeightsWhatWaitsFails() {
    TestRequest request = TestRequest.of(1, 0);
    Batcher batcher = batcher(new BatchPolicy.Drain(BATCH), 1, AT_ONCE);
    batcher.submit(request);
    batcher.close();
    assertThat(request.failure()).hasMessageContaining("closed before a lane could evaluate");
  }

  @Test
  void versionsNeverGoBack() {
    try (Batcher batcher = batcher(new BatchPolicy.Drain(BATCH), 1, AT_ONCE)) {
      batcher.setWeights(InferenceFixtures.weights(5));
      batcher.setWeights(InferenceFixtures.weights(4));
      assertThat(evaluated(batcher)).isEqualTo(new ModelVersion(1, 5));

      Weights newer = InferenceFixtures.weights(6);
      batcher.setWeights(newer);
      batcher.setWeights(InferenceFixtures.weights(5));
      assertThat(evaluated(batcher)).isEqualTo(newer.version());
    }
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    try (Batcher batcher = batcher(new BatchPolicy.Drain(BATCH), 1, AT_ONCE)) {
      assertThatThrownBy(
              () -> batcher.setWeights(new Weights(new ModelVersion(1, 1), new float[3])))
          .hasMessageContaining("length=3");
    }
  }

  private static ModelVersion evaluated(Batcher batcher) {
    TestRequest request = TestRequest.of(1, 0);
    batcher.submit(request);
    return request.check();
  }

  private static void awaitTaken(Batcher batcher) {
    while (batcher.statistics().queuedPositions() > 0) {
      Thread.onSpinWait();
    }
  }
}
