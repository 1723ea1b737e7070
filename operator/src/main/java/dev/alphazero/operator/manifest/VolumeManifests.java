package dev.alphazero.operator.manifest;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.CheckpointsSpec;
import dev.alphazero.crd.OnDelete;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.resolve.VolumeSize;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.CanonicalQuantities;
import dev.alphazero.operator.observe.ClaimFacts;
import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The learner's volume: episode log and checkpoints.
public final class VolumeManifests {
  private VolumeManifests() {}

  /// Returns what a volume is made for, for example `othello size=6 5x64`: a training goes on with
  /// what it finds only if game and network are the same.
  public static String identity(Settings settings) {
    StringBuilder identity = new StringBuilder(settings.game().name().text());
    new TreeMap<>(settings.game().options())
        .forEach((option, value) -> identity.append(' ').append(option).append('=').append(value));
    return identity
        .append(' ')
        .append(settings.network().blocks())
        .append('x')
        .append(settings.network().channels())
        .toString();
  }

  /// Returns whether a claim that exists may be used by a training with these settings.
  public static boolean isAdoptable(ClaimFacts claim, Settings settings) {
    return identity(settings).equals(claim.belongsTo());
  }

  /// Returns the claim. Without an owner it stays when the training is deleted. Its size only
  /// grows, once it is bound (before, nothing of it can change), and its class is what it was made
  /// with.
  static PersistentVolumeClaim claim(Desired desired) {
    AlphaZeroTraining training = desired.training();
    CheckpointsSpec checkpoints = training.getSpec().checkpoints();
    boolean retained = checkpoints == null || checkpoints.onDelete() != OnDelete.DELETE;
    ObjectMetaBuilder metadata =
        new ObjectMetaBuilder()
            .withName(Children.claim(desired.name()))
            .withNamespace(training.getMetadata().getNamespace())
            .withLabels(Children.labels(desired.name(), Role.LEARNER))
            .withAnnotations(
                Map.of(Children.BELONGS_TO, identity(desired.frozen().snapshot().settings())));
    if (!retained) {
      metadata.withOwnerReferences(Children.owner(training));
    }
    return new PersistentVolumeClaimBuilder()
        .withMetadata(metadata.build())
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(storageClass(checkpoints, desired.claim()))
        .withNewResources()
        .withRequests(Map.of("storage", Quantity.parse(size(training.getSpec(), desired.claim()))))
        .endResources()
        .endSpec()
        .build();
  }

  private static String size(AlphaZeroTrainingSpec spec, @Nullable ClaimFacts existing) {
    String wanted = VolumeSize.of(spec);
    if (existing == null) {
      return CanonicalQuantities.canonical(wanted);
    }
    return existing.isBound() ? CanonicalQuantities.max(existing.size(), wanted) : existing.size();
  }

  private static @Nullable String storageClass(
      @Nullable CheckpointsSpec checkpoints, @Nullable ClaimFacts existing) {
    if (existing != null) {
      return existing.storageClassName();
    }
    CheckpointsSpec.Storage storage = checkpoints == null ? null : checkpoints.storage();
    return storage == null ? null : storage.storageClassName();
  }
}
