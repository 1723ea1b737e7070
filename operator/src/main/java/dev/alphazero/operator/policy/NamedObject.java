package dev.alphazero.operator.policy;

/// A Secret, ConfigMap or ServiceAccount that a training names. Its owner must allow that with the
/// label `LABEL` on it: else whoever may write trainings could read every Secret of the namespace
/// through a pod.
///
/// @param kind `Secret`, `ConfigMap` or `ServiceAccount`
public record NamedObject(String kind, String name) {
  /// The label; its value is the name of the training, or `ANY`.
  public static final String LABEL = "alphazero.dev/trainings";

  /// Value of the label that allows every training of the namespace.
  public static final String ANY = "any";

  /// Returns whether a value of the label allows a training.
  public static boolean allows(String value, String training) {
    return value.equals(ANY) || value.equals(training);
  }

  /// Returns the object as messages and patterns name it, `Secret/proxy`.
  public String text() {
    return kind + "/" + name;
  }
}
