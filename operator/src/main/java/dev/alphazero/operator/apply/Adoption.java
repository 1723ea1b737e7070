package dev.alphazero.operator.apply;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.owned.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a training may write over an object that the API server has under the wanted name.
///
/// | the object | the answer |
/// |---|---|
/// | the training is its controller | own |
/// | the training's labels, no controller | adopt |
/// | the same, a claim that was made for another game or network | not ours |
/// | one of these that is being deleted | wait |
/// | another training of this name, deleted, is its controller | wait |
/// | anything else | not ours |
sealed interface Adoption {
  /// It is the training's.
  record Own() implements Adoption {}

  /// It becomes the training's, if that still exists.
  record Adopt() implements Adoption {}

  /// It goes away by itself.
  record Wait() implements Adoption {}

  /// It is somebody else's.
  ///
  /// @param rule what it must be, and what it is
  record NotOurs(String rule) implements Adoption {}

  /// Returns what may be done with a live object.
  static Adoption of(HasMetadata desired, HasMetadata live, AlphaZeroTraining training) {
    Ownership.Tie tie = Ownership.tie(live, training);
    if (tie != Ownership.Tie.FOREIGN && live.getMetadata().getDeletionTimestamp() != null) {
      return new Wait();
    }
    return switch (tie) {
      case OURS -> new Own();
      case LEFTOVER -> new Wait();
      case FOREIGN -> new NotOurs(foreign(live, training));
      case ORPHANED ->
          live instanceof PersistentVolumeClaim && !belongsTo(live).equals(belongsTo(desired))
              ? new NotOurs(otherContent(desired, live))
              : new Adopt();
    };
  }

  private static Optional<String> belongsTo(HasMetadata claim) {
    Map<String, String> annotations = claim.getMetadata().getAnnotations();
    return Optional.ofNullable(annotations == null ? null : annotations.get(Children.BELONGS_TO));
  }

  private static String foreign(HasMetadata live, AlphaZeroTraining training) {
    return "must not exist, or have the label %s=%s, the label %s=%s and no controller but this training, controller=%s"
        .formatted(
            Children.MANAGED_BY,
            Children.MANAGER,
            Children.TRAINING,
            training.getMetadata().getName(),
            words(Ownership.controller(live).orElse(null)));
  }

  private static String words(@Nullable OwnerReference controller) {
    return controller == null ? "none" : controller.getKind() + " " + controller.getName();
  }

  private static String otherContent(HasMetadata desired, HasMetadata live) {
    return "must be made for the same game and network, wanted %s=%s, there=%s"
        .formatted(
            Children.BELONGS_TO,
            belongsTo(desired).orElse("nothing"),
            belongsTo(live).orElse("nothing"));
  }
}
