package dev.alphazero.worker.random;

/// What random numbers are for: part of a generator's key, so that one use never shifts another.
/// Codes are part of what a seed means and are never reused.
public enum Purpose {
  ROOT_NOISE(0),
  TEMPERATURE(1),
  OPENING(2),
  PLAYOUT_CAP(3),
  RESIGNATION(4),
  SAMPLING(5),
  SYMMETRY(6),
  WEIGHTS(7),
  MATCH(8),
  ROLLOUT(9),
  TEST(10);

  final long code;

  Purpose(long code) {
    this.code = code;
  }
}
