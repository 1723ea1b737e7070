package dev.alphazero.operator.freeze;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// Quantities as the API server writes them, so that what is desired equals what is stored.
///
/// The largest suffix without a fraction: `1024Mi` is `1Gi`, `1.5Gi` is `1536Mi`, `0.5` is `500m`.
/// Below 1024, and where a binary suffix would need a fraction, suffixes are decimal.
public final class CanonicalQuantities {
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final BigDecimal KILO = BigDecimal.valueOf(1000);
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
  private static final int NANO_DIGITS = 9;

  private CanonicalQuantities() {}

  /// Returns the quantity in its canonical form.
  ///
  /// @throws IllegalArgumentException if it is none
  public static String canonical(String quantity) {
    return text(amount(quantity), isBinary(quantity));
  }

  /// Returns the canonical sum of two quantities.
  public static String sum(String a, String b) {
    return text(amount(a).add(amount(b)), isBinary(a) || isBinary(b));
  }

  /// Returns the larger of two quantities in its canonical form, the first if they are equal.
  public static String max(String a, String b) {
    return canonical(amount(b).compareTo(amount(a)) > 0 ? b : a);
  }

  /// Returns the least whole number that is not below the quantity.
  public static int roundedUp(String quantity) {
    return amount(quantity).setScale(0, RoundingMode.CEILING).intValueExact();
  }

  private static BigDecimal amount(String quantity) {
    return Quantity.parse(quantity).getNumericalAmount();
  }

  private static boolean isBinary(String quantity) {
    return quantity.endsWith("i");
  }

  private static String text(BigDecimal amount, boolean binary) {
    if (amount.signum() == 0) {
      return "0";
    }
    return binary && amount.compareTo(KIBI) >= 0 && isWhole(amount)
        ? scaled(amount, KIBI, BINARY)
        : scaled(
            amount.movePointRight(NANO_DIGITS).setScale(0, RoundingMode.CEILING), KILO, DECIMAL);
  }

  private static String scaled(BigDecimal amount, BigDecimal step, List<String> suffixes) {
    int suffix = 0;
    BigDecimal rest = amount;
    while (suffix + 1 < suffixes.size() && isWhole(rest.divide(step))) {
      rest = rest.divide(step);
      suffix++;
    }
    return rest.setScale(0, RoundingMode.UNNECESSARY).toPlainString() + suffixes.get(suffix);
  }

  private static boolean isWhole(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0;
  }
}
