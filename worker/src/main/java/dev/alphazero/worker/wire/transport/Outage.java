package dev.alphazero.worker.wire.transport;

import io.grpc.Status;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The failures in a row of one client: how long to wait, and one line in the log when the reason
/// changes, not one per attempt. Used by one thread, but for `lasting`.
public final class Outage {
  private final String what;
  private final Backoff backoff;
  private final Random random;
  private final Consumer<String> log;
  private final LongSupplier nanoClock;
  private int failures;

  /// When the first failure in a row came, null while it works.
  private volatile @Nullable Long sinceNanos;

  private @Nullable String told;

  /// @param what who waits for whom, for the log
  public Outage(
      String what, Backoff backoff, Random random, Consumer<String> log, LongSupplier nanoClock) {
    this.what = what;
    this.backoff = backoff;
    this.random = random;
    this.log = log;
    this.nanoClock = nanoClock;
  }

  /// Notes a failure and returns how long to wait.
  public Duration failed(Status status) {
    if (failures++ == 0) {
      sinceNanos = nanoClock.getAsLong();
    }
    String reason = status.getCode() + ", " + status.getDescription();
    if (!reason.equals(told)) {
      log.accept("%s: %s. Trying again until it works.".formatted(what, reason));
      told = reason;
    }
    return switch (status.getCode()) {
      case FAILED_PRECONDITION, INVALID_ARGUMENT, UNIMPLEMENTED, PERMISSION_DENIED ->
          backoff.afterRefusal(random.nextDouble());
      default -> backoff.after(failures, random.nextDouble());
    };
  }

  /// Notes that it works.
  public void over() {
    if (told != null) {
      log.accept("%s: works again after %d failures".formatted(what, failures));
      told = null;
    }
    failures = 0;
    sinceNanos = null;
  }

  /// Returns how long it has not worked, zero while it works. Any thread may ask.
  public Duration lasting() {
    Long since = sinceNanos;
    return since == null
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, nanoClock.getAsLong() - since));
  }
}
