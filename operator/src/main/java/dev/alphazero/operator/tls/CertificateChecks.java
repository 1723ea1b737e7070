package dev.alphazero.operator.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether certificates are what they should be. A text that cannot be read is not.
final class CertificateChecks {
  private CertificateChecks() {}

  /// Returns whether a certificate signs itself and others, and its key is its own.
  static boolean isRoot(Identity root) {
    try {
      X509Certificate certificate = Pem.readCertificate(root.certificate());
      certificate.verify(certificate.getPublicKey());
      return certificate.getBasicConstraints() >= 0
          && belongTogether(certificate.getPublicKey(), Pem.readKey(root.key()));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// Returns whether a certificate is signed by an authority, is for the names and no others, and
  /// its key is its own.
  static boolean isLeaf(Identity leaf, String authority, CertificateNames names) {
    try {
      X509Certificate certificate = Pem.readCertificate(leaf.certificate());
      certificate.verify(Pem.readCertificate(authority).getPublicKey());
      return isFor(certificate, names)
          && belongTogether(certificate.getPublicKey(), Pem.readKey(leaf.key()));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// Returns whether a certificate is valid at a time.
  static boolean lasts(Identity identity, Instant time) {
    try {
      Pem.readCertificate(identity.certificate()).checkValidity(Date.from(time));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// Returns the authorities of a text that are valid now, each as PEM; what is none is left out.
  static List<String> authorities(String bundle, Instant now) {
    List<String> authorities = new ArrayList<>();
    for (String pem : Pem.split(bundle)) {
      try {
        X509Certificate certificate = Pem.readCertificate(pem);
        certificate.checkValidity(Date.from(now));
        if (certificate.getBasicConstraints() >= 0) {
          authorities.add(Pem.certificate(certificate.getEncoded()));
        }
      } catch (GeneralSecurityException e) {
        continue; // no peer could use it either
      }
    }
    return authorities;
  }

  static boolean isSame(String certificate, String other) {
    try {
      return Pem.readCertificate(certificate).equals(Pem.readCertificate(other));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isFor(X509Certificate certificate, CertificateNames names)
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
