package dev.alphazero.operator.tls;

import dev.alphazero.crd.role.Role;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The certificates of a training: its own authority, and one leaf per role. Only who holds one of
/// these is a peer.
public record TrainingCertificates(Identity authority, Map<Role, Identity> roles) {
  public TrainingCertificates {
    roles = Map.copyOf(roles);
  }

  /// Returns the certificates that hold now: those that are there, with what is missing, damaged or
  /// due made anew; equal to what is there if nothing is.
  ///
  /// @param authority what the Secret says; null if there is none
  /// @param roles what the Secret says; a missing role is absent
  public static TrainingCertificates next(
      @Nullable Identity authority,
      Map<Role, Identity> roles,
      String namespace,
      String training,
      Instant now,
      SecureRandom random) {
    Authority issuer = new Authority(random);
    Identity root = authority != null && isRoot(authority, now) ? authority : issuer.root(now);
    Map<Role, Identity> next = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      Names names = Names.of(namespace, training, role);
      Identity leaf = roles.get(role);
      next.put(
          role,
          leaf != null && isLeaf(leaf, root, names, now)
              ? leaf
              : issue(issuer, root, role, names, now));
    }
    return new TrainingCertificates(root, next);
  }

  /// Returns when the first of them is due.
  public Instant renewAt() {
    Instant first = renewAt(authority);
    for (Identity leaf : roles.values()) {
      Instant at = renewAt(leaf);
      first = at.isBefore(first) ? at : first;
    }
    return first;
  }

  private static Identity issue(
      Authority issuer, Identity root, Role role, Names names, Instant now) {
    try {
      return issuer.leaf(root, role.text(), names, now);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a root that was checked must be readable", e);
    }
  }

  private static Instant renewAt(Identity identity) {
    try {
      X509Certificate certificate = Pem.readCertificate(identity.certificate());
      return Renewal.at(
          certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was checked must be readable", e);
    }
  }

  private static boolean isRoot(Identity root, Instant now) {
    try {
      X509Certificate certificate = Pem.readCertificate(root.certificate());
      certificate.verify(certificate.getPublicKey());
      return certificate.getBasicConstraints() >= 0 && isUsable(certificate, root.key(), now);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isLeaf(Identity leaf, Identity root, Names names, Instant now) {
    try {
      X509Certificate certificate = Pem.readCertificate(leaf.certificate());
      certificate.verify(Pem.readCertificate(root.certificate()).getPublicKey());
      return isFor(certificate, names) && isUsable(certificate, leaf.key(), now);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isFor(X509Certificate certificate, Names names)
      throws CertificateParsingException {
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    Set<Object> written = new HashSet<>();
    if (alternatives != null) {
      alternatives.forEach(name -> written.add(name.getLast()));
    }
    Set<Object> wanted = new HashSet<>(names.dns());
    wanted.add(names.uri());
    return written.equals(wanted);
  }

  private static boolean isUsable(X509Certificate certificate, String key, Instant now)
      throws GeneralSecurityException {
    return !Renewal.isDue(
            certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant(), now)
        && belongTogether(certificate.getPublicKey(), Pem.readKey(key));
  }

  private static boolean belongTogether(PublicKey open, PrivateKey secret)
      throws GeneralSecurityException {
    byte[] text = "alphazero".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(secret);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    signature.update(text);
    return signature.verify(signed);
  }
}
