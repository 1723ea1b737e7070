package dev.alphazero.worker.random;

/// A counter-based generator: the i-th number is a hash of the key and i, with no other state.
///
/// The same (seed, stream, index, purpose) gives the same numbers on every machine and in every
/// language. The hash is SplitMix64's finaliser (Steele, Lea, Flood 2014) over a Weyl sequence
/// whose start is the hashed key. Not thread-safe.
public final class CounterRandom {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private CounterRandom(long key) {
    state = key;
  }

  /// Returns the generator of one purpose, for example the root noise of ply 12 of episode 345.
  ///
  /// @param seed the run's seed
  /// @param stream what the numbers belong to, for example an episode's index or a training step
  /// @param index position inside the stream, for example a ply
  public static CounterRandom of(long seed, long stream, long index, Purpose purpose) {
    long key = mix(seed + GOLDEN_GAMMA);
    key = mix(key + GOLDEN_GAMMA * (stream + 1));
    key = mix(key + GOLDEN_GAMMA * (index + 1));
    return new CounterRandom(mix(key + GOLDEN_GAMMA * (purpose.code + 1)));
  }

  /// Returns 64 random bits.
  public long nextLong() {
    return mix(state += GOLDEN_GAMMA);
  }

  /// Returns a number in [0, bound), without bias worth correcting (bound is far below 2^32).
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, bound=" + bound);
    }
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /// Returns a number in [0, 1) with 53 random bits.
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /// Returns a standard normal number, by Marsaglia's polar method.
  public double nextGaussian() {
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double s = x * x + y * y;
      if (s > 0 && s < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
