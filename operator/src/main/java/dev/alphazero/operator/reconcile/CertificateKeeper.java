package dev.alphazero.operator.reconcile;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.tls.CertificateSecrets;
import dev.alphazero.operator.tls.Identity;
import dev.alphazero.operator.tls.MountedSecret;
import dev.alphazero.operator.tls.TrainingCertificates;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The certificates of each training as they were checked last: checking signatures takes
/// milliseconds, and nothing changes for weeks. Keys that were made and could not be written are
/// kept until they can: made anew each time, they would change the other Secret each time. Safe for
/// use by many threads.
final class CertificateKeeper {
  private final SecureRandom random;
  private final Map<ResourceID, Checked> checked = new ConcurrentHashMap<>();

  /// What holds since the Secrets were seen to say something else.
  ///
  /// @param authority what was seen then; null for nothing
  /// @param mounted what was seen then
  private record Checked(
      @Nullable Identity authority,
      MountedSecret mounted,
      TrainingCertificates result,
      Instant renewAt) {
    /// Returns whether each Secret still says what it did, or already what it should.
    boolean explains(@Nullable Identity nowAuthority, MountedSecret nowMounted) {
      return (Objects.equals(authority, nowAuthority) || result.authority().equals(nowAuthority))
          && (mounted.equals(nowMounted) || result.mounted().equals(nowMounted));
    }

    boolean isWritten(@Nullable Identity nowAuthority, MountedSecret nowMounted) {
      return result.authority().equals(nowAuthority) && result.mounted().equals(nowMounted);
    }
  }

  CertificateKeeper(SecureRandom random) {
    this.random = random;
  }

  /// Returns what holds now: what the Secrets say, with what is missing, damaged or due made anew.
  TrainingCertificates next(AlphaZeroTraining training, List<HasMetadata> children, Instant now) {
    ResourceID id = ResourceID.fromResource(training);
    String name = training.getMetadata().getName();
    Optional<Secret> root = find(children, Children.authoritySecret(name));
    Optional<Secret> leaves = find(children, Children.certificatesSecret(name));
    @Nullable Identity authority = root.map(CertificateSecrets::authority).orElse(null);
    MountedSecret mounted = leaves.map(CertificateSecrets::mounted).orElse(MountedSecret.NOTHING);
    Checked last = checked.get(id);
    TrainingCertificates next =
        last != null && last.explains(authority, mounted) && now.isBefore(last.renewAt)
            ? last.result
            : TrainingCertificates.next(
                authority, mounted, training.getMetadata().getNamespace(), name, now, random);
    Checked check =
        last != null && last.result.equals(next)
            ? new Checked(authority, mounted, next, last.renewAt)
            : new Checked(authority, mounted, next, next.renewAt());
    if (last == null || !last.result.equals(next) || check.isWritten(authority, mounted)) {
      checked.put(id, check);
    }
    return next;
  }

  void forget(ResourceID training) {
    checked.remove(training);
  }

  private static Optional<Secret> find(List<HasMetadata> children, String name) {
    return children.stream()
        .filter(child -> child instanceof Secret && child.getMetadata().getName().equals(name))
        .map(Secret.class::cast)
        .findFirst();
  }
}
