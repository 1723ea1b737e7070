package dev.alphazero.worker.inference;

import dev.alphazero.worker.network.ModelVersion;
import java.lang.foreign.MemorySegment;

/// One client's batch step: n positions that are evaluated together and answered at once.
///
/// After `Batcher.submit` a lane's thread calls `writePlanes` and then, once, `evaluated` or
/// `failed`. The calls must be short. A request that throws in one of the first two is notified by
/// `failed`, which must not throw.
public interface EvaluationRequest {
  /// Returns n; constant.
  int positions();

  /// Returns whether nobody waits for the answer any more: then the request may be dropped without
  /// one.
  default boolean abandoned() {
    return false;
  }

  /// Writes the positions.
  ///
  /// @param planes receives `[n, B]` packed planes, for the player to move; not to be kept
  void writePlanes(MemorySegment planes);

  /// Takes the answer.
  ///
  /// @param version of the weights that evaluated all n positions
  /// @param policyLogits `[n, A]` native-endian floats, before masking and softmax; not to be kept
  /// @param values `[n]` native-endian floats in [-1, 1], for the player to move; not to be kept
  void evaluated(ModelVersion version, MemorySegment policyLogits, MemorySegment values);

  /// Takes the news that there is no answer.
  void failed(EvaluationException reason);
}
