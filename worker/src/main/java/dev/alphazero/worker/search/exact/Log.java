package dev.alphazero.worker.search.exact;

/// The natural logarithm of doubles, written so that every language computes the same bits, as
/// `Exp` is.
///
/// x = 2^e m with m in [1/√2, √2); ln m = 2 artanh(s), s = (m - 1) / (m + 1), by its Taylor
/// polynomial up to s^21. Relative error below 1e-15 away from 1, absolute error below 1e-16 near
/// it.
public final class Log {
  private static final double LN_2 = 0.6931471805599453;
  private static final double SQRT_2 = 1.4142135623730951;
  private static final int LAST_TERM = 21;

  private Log() {}

  /// Returns ln x of a positive, normal and finite x.
  public static double of(double x) {
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> 52) - 1023;
    double m = Double.longBitsToDouble((bits & 0x000F_FFFF_FFFF_FFFFL) | 0x3FF0_0000_0000_0000L);
    if (m >= SQRT_2) {
      m = m * 0.5;
      exponent = exponent + 1;
    }
    double s = (m - 1) / (m + 1);
    double z = s * s;
    double p = 1.0 / LAST_TERM;
    for (int term = LAST_TERM - 2; term >= 1; term -= 2) {
      p = p * z + 1.0 / term;
    }
    return exponent * LN_2 + (2 * s) * p;
  }
}
