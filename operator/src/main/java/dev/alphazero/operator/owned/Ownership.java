package dev.alphazero.operator.owned;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.role.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
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

  /// How an object that exists stands to a training. Its labels alone make it nobody's: whoever may
  /// write objects may write labels.
  public enum Tie {
    /// This very training is its controller.
    OURS,

    /// It has the training's labels and no controller, as a retained volume, or as everything after
    /// a deletion that orphans: it may be adopted.
    ORPHANED,

    /// Its controller is a training of this name that was deleted: the garbage collector takes it.
    LEFTOVER,

    /// Anything else.
    FOREIGN
  }

  /// Returns how an object stands to a training.
  public static Tie tie(HasMetadata object, AlphaZeroTraining training) {
    ObjectMeta of = training.getMetadata();
    Optional<OwnerReference> controller = controller(object);
    boolean named = trainingOf(object).filter(of.getName()::equals).isPresent();
    if (!isOurs(object)) {
      return Tie.FOREIGN;
    }
    if (controller.isEmpty()) {
      return named ? Tie.ORPHANED : Tie.FOREIGN;
    }
    if (controller.get().getUid().equals(of.getUid())) {
      return Tie.OURS;
    }
    OwnerReference deleted = Children.owner(training);
    return named
            && controller.get().getKind().equals(deleted.getKind())
            && controller.get().getName().equals(deleted.getName())
        ? Tie.LEFTOVER
        : Tie.FOREIGN;
  }

  /// Returns whether a training may use an object: its own, or one that it may adopt.
  public static boolean isUsable(HasMetadata object, AlphaZeroTraining training) {
    Tie tie = tie(object, training);
    return tie == Tie.OURS || tie == Tie.ORPHANED;
  }

  /// Returns who manages the object; empty if nobody does.
  public static Optional<OwnerReference> controller(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
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
