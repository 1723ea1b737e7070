package dev.alphazero.worker.wire.inference;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.evaluator.BatchedEvaluator;
import dev.alphazero.worker.evaluator.NetworkEvaluator;
import dev.alphazero.worker.inference.BatchPolicy;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.inference.BatcherSettings;
import dev.alphazero.worker.inference.InferenceFixtures;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.NetworkFixtures;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import dev.alphazero.worker.wire.transport.TestCertificates;
import dev.alphazero.worker.wire.transport.Tls;
import dev.alphazero.worker.wire.transport.WireServer;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The network gives the same bits in the search's own thread, through a batcher and over gRPC.
final class InferenceParityTest {
  private static final int BATCH = 32;

  @TempDir private Path folder;

  @Test
  void theSameBatchGivesTheSameBits() throws Exception {
    Weights weights =
        new Weights(new ModelVersion(3, 77), NetworkFixtures.weights(InferenceFixtures.SPEC, 5));
    try (Tls tls = new Tls(new TestCertificates().issue(folder, "localhost"), Tls.REREAD, _ -> {});
        NetworkEvaluator direct =
            new NetworkEvaluator(
                DjlEngine.CPU,
                InferenceFixtures.SPEC,
                InferenceFixtures.LAYOUT,
                Precision.FP32,
                BATCH);
        Batcher batcher =
            new Batcher(
                new BatcherSettings(new BatchPolicy.Drain(BATCH), 2, true, BATCH),
                InferenceFixtures.SPEC,
                InferenceFixtures.LAYOUT,
                () ->
                    DjlEngine.CPU.newPackedModel(
                        InferenceFixtures.SPEC, InferenceFixtures.LAYOUT, Precision.FP32, BATCH));
        WireServer server =
            new WireServer(
                0, tls, List.of(new InferenceService(InferencePod.SERVER, batcher)), _ -> {})) {
      direct.setWeights(weights);
      batcher.setWeights(weights);
      assertThat(batcher.awaitReady(Duration.ofSeconds(60))).isTrue();
      server.start();
      try (InferenceClient client =
          new InferenceClient("localhost", server.port(), InferencePod.ACTOR, tls, _ -> {})) {
        BatchedEvaluator batched = new BatchedEvaluator(batcher);
        RemoteEvaluator remote = client.newEvaluator();
        for (int n : new int[] {1, 7, BATCH}) {
          byte[] expected = evaluate(direct, n);
          assertThat(evaluate(batched, n)).isEqualTo(expected);
          assertThat(evaluate(remote, n)).isEqualTo(expected);
        }
        assertThat(direct.modelVersion()).isEqualTo(weights.version().packed());
        assertThat(batched.modelVersion()).isEqualTo(weights.version().packed());
        assertThat(remote.modelVersion()).isEqualTo(weights.version().packed());
      }
    }
  }

  /// Returns the bytes of the logits, then of the values.
  private static byte[] evaluate(Evaluator evaluator, int n) {
    int actions = InferenceFixtures.SPEC.actions();
    byte[] planes = InferenceFixtures.positions(n, n);
    try (LeafBatch batch = new LeafBatch(n, InferenceFixtures.BYTES, actions)) {
      for (int i = 0; i < n; i++) {
        batch.add();
      }
      MemorySegment.copy(planes, 0, batch.planes(), JAVA_BYTE, 0, planes.length);
      evaluator.evaluate(batch);
      byte[] logits = batch.policyLogits().toArray(JAVA_BYTE);
      byte[] values = batch.values().toArray(JAVA_BYTE);
      byte[] all = Arrays.copyOf(logits, logits.length + values.length);
      System.arraycopy(values, 0, all, logits.length, values.length);
      return all;
    }
  }
}
