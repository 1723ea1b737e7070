package dev.alphazero.crd;

/// Kubernetes quantities in the notations that files need.
final class Quantities {
  static final String PATTERN = "^[0-9]{1,9}(\\.[0-9]{1,3})?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$";

  static final String WORDING = "a quantity such as \"4\", 500m or 8Gi";

  private Quantities() {}
}
