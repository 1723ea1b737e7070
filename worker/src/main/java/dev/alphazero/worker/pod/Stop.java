package dev.alphazero.worker.pod;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A request to end, made once, seen by every thread.
public final class Stop implements BooleanSupplier {
  private final CountDownLatch requested = new CountDownLatch(1);

  /// Asks to end.
  public void request() {
    requested.countDown();
  }

  /// Returns whether it was asked.
  @Override
  public boolean getAsBoolean() {
    return requested.getCount() == 0;
  }

  /// Waits until it is asked; an interrupt is such a request.
  public void await() {
    try {
      requested.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      request();
    }
  }

  /// Waits until it is asked, or for so long.
  ///
  /// @return whether it was asked
  boolean await(long millis) {
    try {
      return requested.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      request();
      return true;
    }
  }
}
