package dev.alphazero.operator.owned;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.role.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads whose an object is, from the labels and the owner that every child carries.
public final class Ownership {
  private Ownership() {}

  /// Returns whether the operator wrote the object.
  public static boolean isOurs(HasMetadata object) {
    return Children.MANAGER.equals(labels(object).get(Children.MANAGED_BY));
  }

  /// Returns whether the object belongs to this very training, and not to one of its name that was
  /// deleted.
  public static boolean isOwnedBy(HasMetadata object, AlphaZeroTraining training) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(training.getMetadata().getUid()));
  }

  /// Returns the name of the object's training.
  public static Optional<String> trainingOf(HasMetadata object) {
    return Optional.ofNullable(labels(object).get(Children.TRAINING));
  }

  /// Returns the object's role; empty if it belongs to none.
  public static Optional<Role> roleOf(HasMetadata object) {
    String component = labels(object).get(Children.COMPONENT);
    return Stream.of(Role.values()).filter(role -> role.text().equals(component)).findFirst();
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
  }
}
