package dev.alphazero.operator.tls;

import java.time.Duration;
import java.time.Instant;

/// When a certificate is renewed.
final class Renewal {
  private Renewal() {}

  /// Returns when a certificate is renewed: after two thirds of its life, so that an operator that
  /// is away for a month misses none.
  static Instant at(Instant notBefore, Instant notAfter) {
    return notBefore.plus(Duration.between(notBefore, notAfter).multipliedBy(2).dividedBy(3));
  }
}
