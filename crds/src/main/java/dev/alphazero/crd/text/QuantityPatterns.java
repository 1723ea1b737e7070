package dev.alphazero.crd.text;

/// Kubernetes quantities in the notations that files need.
public final class QuantityPatterns {
  public static final String CPU = "^([0-9]{1,6}(\\.[0-9]{1,3})?|[0-9]{1,9}m)$";

  public static final String CPU_WORDING = "CPUs such as \"4\", \"0.5\" or 500m";

  /// Thousandths of a byte, and less than a megabyte, are slips of the hand that no pod starts
  /// with.
  public static final String BYTES =
      "^([1-9][0-9]{6,8}|[1-9][0-9]{3,8}(k|Ki)|([1-9][0-9]{0,8}(\\.[0-9]{1,3})?(M|Mi)"
          + "|([1-9][0-9]{0,8}(\\.[0-9]{1,3})?|0\\.0{0,2}[1-9][0-9]{0,2})(G|T|Gi|Ti)))$";

  public static final String BYTES_WORDING =
      "an amount of at least a megabyte such as 512Mi or 8Gi";

  private QuantityPatterns() {}
}
