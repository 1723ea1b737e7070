package dev.alphazero.worker.search.exact;

/// e^x of floats, written so that every language computes the same bits: multiplications and
/// additions of floats in the order of the text, none of them fused.
///
/// x = n ln 2 + r with |r| <= ln 2 / 2, e^r by a polynomial of degree 7 (coefficients of Moshier's
/// Cephes, `expf`), the scale 2^n by its bits. Relative error below 2.5e-7.
public final class Exp {
  private static final float LOG2_E = 1.44269504088896341f;

  /// ln 2 in two parts; n times the first is exact.
  private static final float LN_2_HIGH = 0.693359375f;

  private static final float LN_2_LOW = -2.12194440e-4f;

  /// Below it, 0: the result would not be a normal float.
  private static final float SMALLEST = -87;

  private static final float LARGEST = 88;

  private Exp() {}

  /// Returns e^x; 0 for x below -87. For x above 88 the result is that of 88, for NaN it is NaN.
  public static float of(float x) {
    if (x < SMALLEST) {
      return 0;
    }
    float y = x > LARGEST ? LARGEST : x;
    int n = (int) (y * LOG2_E + (y < 0 ? -0.5f : 0.5f)); // towards 0, so n is y / ln 2 rounded
    float r = y - n * LN_2_HIGH;
    r = r - n * LN_2_LOW;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r);
    p = p + r;
    p = p + 1;
    return p * Float.intBitsToFloat((n + 127) << 23);
  }
}
