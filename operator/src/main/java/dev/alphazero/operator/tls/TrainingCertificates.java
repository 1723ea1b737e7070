package dev.alphazero.operator.tls;

import dev.alphazero.crd.role.Role;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The certificates of a training: its own authority, and what pods mount: one leaf per role, and
/// whom to trust. Only who holds a leaf is a peer.
public record TrainingCertificates(Identity authority, MountedSecret mounted) {
  /// Returns the certificates that hold now: those that are there, with what is missing, damaged or
  /// due made anew; equal to what is there if nothing is. A new authority takes over from the one
  /// that pods trust as `Handover` says.
  ///
  /// @param authority what the Secret says; null if there is none
  /// @param mounted what the Secret says; a missing role is absent
  public static TrainingCertificates next(
      @Nullable Identity authority,
      MountedSecret mounted,
      String namespace,
      String training,
      Instant now,
      SecureRandom random) {
    Authority issuer = new Authority(random);
    Identity root =
        authority != null && CertificateChecks.isRoot(authority) && !isDue(authority, now)
            ? authority
            : issuer.root(now);
    Handover handover = Handover.of(mounted, root, now);
    Map<Role, Identity> leaves = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      CertificateNames names = CertificateNames.of(namespace, training, role);
      Identity leaf = mounted.roles().get(role);
      boolean stays =
          leaf != null
              && ((CertificateChecks.isLeaf(leaf, root.certificate(), names) && !isDue(leaf, now))
                  || (handover != null && handover.keeps(leaf, names, now)));
      leaves.put(role, stays ? leaf : issue(issuer, root, role, names, now));
    }
    return new TrainingCertificates(
        root,
        handover == null || handover.isOver(lastIssued(leaves.values()), now)
            ? new MountedSecret(leaves, root.certificate(), null)
            : new MountedSecret(leaves, handover.bundle(root), handover.since()));
  }

  /// Returns when the first of them is due, or the next step of a handover.
  public Instant renewAt() {
    Instant since = mounted.since();
    return since == null
        ? Stream.concat(Stream.of(authority), mounted.roles().values().stream())
            .map(TrainingCertificates::renewAt)
            .min(Comparator.naturalOrder())
            .orElseThrow()
        : Handover.nextStep(since, lastIssued(mounted.roles().values()));
  }

  private static Identity issue(
      Authority issuer, Identity root, Role role, CertificateNames names, Instant now) {
    try {
      return issuer.leaf(root, role.text(), names, now);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a root that was checked must be readable", e);
    }
  }

  private static Instant lastIssued(Collection<Identity> leaves) {
    return leaves.stream()
        .map(leaf -> Authority.issuedAt(read(leaf)))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static boolean isDue(Identity identity, Instant now) {
    return !now.isBefore(renewAt(identity));
  }

  private static Instant renewAt(Identity identity) {
    X509Certificate certificate = read(identity);
    return Renewal.at(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  private static X509Certificate read(Identity checked) {
    try {
      return Pem.readCertificate(checked.certificate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was checked must be readable", e);
    }
  }
}
