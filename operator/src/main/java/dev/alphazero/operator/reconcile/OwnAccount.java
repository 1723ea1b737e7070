package dev.alphazero.operator.reconcile;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.pod.PodsSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Annotations of the ServiceAccount that the operator makes for a training: as they are asked for,
/// as they are, and as they stay when some are refused.
final class OwnAccount {
  private OwnAccount() {}

  /// Returns the annotations that the training asks for.
  static Map<String, String> asked(AlphaZeroTraining training) {
    PodsSpec pods = training.getSpec().pods();
    return pods == null || pods.serviceAccountAnnotations() == null
        ? Map.of()
        : pods.serviceAccountAnnotations();
  }

  /// Returns the annotations of the account that is there; none if there is no account.
  ///
  /// @param children of the training
  static Map<String, String> there(List<HasMetadata> children) {
    return children.stream()
        .filter(ServiceAccount.class::isInstance)
        .findFirst()
        .map(account -> account.getMetadata().getAnnotations())
        .orElse(Map.of());
  }

  /// Leaves annotations that are refused as they are.
  ///
  /// @param desired children, of which the account is changed
  /// @param refused keys of annotations
  /// @param there the annotations as they are
  static void keep(List<HasMetadata> desired, Set<String> refused, Map<String, String> there) {
    if (refused.isEmpty()) {
      return;
    }
    for (HasMetadata object : desired) {
      if (object instanceof ServiceAccount account) {
        Map<String, String> annotations =
            new TreeMap<>(
                Objects.requireNonNullElse(account.getMetadata().getAnnotations(), Map.of()));
        annotations.keySet().removeAll(refused);
        there.forEach(
            (key, value) -> {
              if (refused.contains(key)) {
                annotations.put(key, value);
              }
            });
        account.getMetadata().setAnnotations(annotations);
      }
    }
  }
}
