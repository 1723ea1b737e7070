package dev.alphazero.worker.wire.transport;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what other threads do.
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long BETWEEN_NANOS = 1_000_000;

  private Await() {}

  /// Returns when the condition holds.
  ///
  /// @throws AssertionError if it does not in a minute
  public static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("did not happen in " + LIMIT + ": " + what);
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }
}
