package dev.alphazero.worker.inference;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.ModelVersion;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// A request that keeps its answer, and counts how often it gets one.
class TestRequest implements EvaluationRequest {
  private static final long MOST_SECONDS = 60;

  private final byte[] planes;
  private final CompletableFuture<ModelVersion> answer = new CompletableFuture<>();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile boolean abandoned;
  private volatile float[] logits = {};
  private volatile float[] values = {};

  TestRequest(byte[] planes) {
    this.planes = planes;
  }

  static TestRequest of(int n, long seed) {
    return new TestRequest(InferenceFixtures.positions(n, seed));
  }

  static TestRequest poisoned() {
    byte[] planes = InferenceFixtures.positions(2, 1);
    planes[0] = InferenceFixtures.POISON;
    return new TestRequest(planes);
  }

  void abandon() {
    abandoned = true;
  }

  @Override
  public int positions() {
    return planes.length / InferenceFixtures.BYTES;
  }

  @Override
  public boolean abandoned() {
    return abandoned;
  }

  @Override
  public void writePlanes(MemorySegment to) {
    assertThat(to.byteSize()).isEqualTo(planes.length);
    MemorySegment.copy(planes, 0, to, JAVA_BYTE, 0, planes.length);
  }

  @Override
  public void evaluated(ModelVersion version, MemorySegment policyLogits, MemorySegment results) {
    answers.incrementAndGet();
    logits = policyLogits.toArray(JAVA_FLOAT);
    values = results.toArray(JAVA_FLOAT);
    answer.complete(version);
  }

  @Override
  public void failed(EvaluationException reason) {
    answers.incrementAndGet();
    answer.completeExceptionally(reason);
  }

  int answers() {
    return answers.get();
  }

  /// Waits for the answer, and checks it against the fake model's arithmetic and the version.
  ModelVersion check() {
    ModelVersion version = await(answer);
    int actions = InferenceFixtures.SPEC.actions();
    assertThat(logits).hasSize(positions() * actions);
    for (int i = 0; i < logits.length; i++) {
      assertThat(logits[i]).isEqualTo(InferenceFixtures.logit(planes, i / actions, i % actions));
    }
    assertThat(values).hasSize(positions()).containsOnly(version.step());
    return version;
  }

  /// Waits for the failure.
  Throwable failure() {
    return await(answer.handle((_, failure) -> failure));
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
