package dev.alphazero.operator.status;

import dev.alphazero.crd.CheckpointsSpec;
import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.operator.observe.ClaimFacts;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.StorageClasses;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.status.ConditionList.Verdict;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How the learner's volume stands; null without a claim.
///
/// | claim | `VolumeBound` |
/// |---|---|
/// | is being deleted | False, `VolumeDeleting` |
/// | bound | True; with another class in the specification than it was made with, `StorageClassKept` |
/// | lost | False, `VolumeLost` |
/// | pending, of a class that is not there, or of none without a default | False, `StorageClassNotFound` |
/// | pending else | False, `VolumePending` |
///
/// A class is judged here and not by the API server: until the volume is bound it can be corrected,
/// by deleting a claim on which nothing was ever written.
final class VolumeCondition {
  private static final String FIELD = "checkpoints.storage.storageClassName";

  private VolumeCondition() {}

  static @Nullable Verdict of(Observed seen) {
    ClaimFacts claim = seen.claim();
    if (claim == null) {
      return null;
    }
    if (claim.leaving()) {
      return Verdict.no(
          Reasons.VOLUME_DELETING,
          "the learner's claim is being deleted, which nothing can stop: it is gone once no pod uses"
              + " it, and its data with it unless the volume's reclaim policy is Retain; then the"
              + " training begins with a new one");
    }
    return switch (claim.phase()) {
      case "Bound" -> bound(claim, asked(seen));
      case "Lost" ->
          Verdict.no(
              Reasons.VOLUME_LOST,
              "the learner's volume is gone: restore it, or delete the claim to begin without its data");
      default -> pending(claim, seen);
    };
  }

  private static Verdict bound(ClaimFacts claim, @Nullable String asked) {
    return asked == null || asked.equals(claim.storageClassName())
        ? Verdict.yes(Reasons.VOLUME_BOUND, "")
        : Verdict.yes(
            Reasons.STORAGE_CLASS_KEPT,
            "%s=%s has no effect: the volume exists, of %s; a training of another name gets a volume of its own"
                .formatted(FIELD, asked, words(claim)));
  }

  private static Verdict pending(ClaimFacts claim, Observed seen) {
    String asked = asked(seen);
    StorageClasses classes = seen.storageClasses();
    String correction =
        asked == null || asked.equals(claim.storageClassName()) ? null : taken(asked, seen);
    if (classes != null && !isThere(claim, classes)) {
      return Verdict.no(
          Reasons.STORAGE_CLASS_NOT_FOUND,
          "the learner's claim is of %s, which is not there; there are: %s; %s"
              .formatted(
                  words(claim),
                  classes.words(),
                  correction != null
                      ? correction
                      : "make the class, or correct %s and delete the claim, on which nothing is written yet: %s"
                          .formatted(FIELD, deletion(seen))));
    }
    return Verdict.no(
        Reasons.VOLUME_PENDING,
        correction != null
            ? "the learner's claim is of %s and not bound; %s".formatted(words(claim), correction)
            : "the learner's claim of "
                + claim.size()
                + " of "
                + words(claim)
                + " is not bound: it may wait for the learner's pod to be scheduled; else see its"
                + " events with kubectl describe pvc");
  }

  private static boolean isThere(ClaimFacts claim, StorageClasses classes) {
    String name = claim.storageClassName();
    return name == null ? classes.hasDefault() : classes.has(name);
  }

  private static String words(ClaimFacts claim) {
    return claim.storageClassName() == null
        ? "the default storage class"
        : "storage class " + claim.storageClassName();
  }

  private static String taken(String asked, Observed seen) {
    return "%s=%s is taken once the claim is deleted, on which nothing is written yet: %s"
        .formatted(FIELD, asked, deletion(seen));
  }

  private static String deletion(Observed seen) {
    ObjectMeta training = seen.training().getMetadata();
    return "kubectl delete pvc %s -n %s"
        .formatted(Children.claim(training.getName()), training.getNamespace());
  }

  private static @Nullable String asked(Observed seen) {
    CheckpointsSpec checkpoints =
        Objects.requireNonNull(seen.training().getSpec(), "spec").checkpoints();
    CheckpointsSpec.Storage storage = checkpoints == null ? null : checkpoints.storage();
    return storage == null ? null : storage.storageClassName();
  }
}
