package dev.alphazero.operator.tls;

import dev.alphazero.crd.role.Role;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the two Secrets of a training hold. A text that is missing or no Base64 counts as absent;
/// what else may be wrong with it `TrainingCertificates.next` finds out.
public final class CertificateSecrets {
  /// Key of the certificates of authorities, in both Secrets.
  public static final String AUTHORITIES = "ca.crt";

  /// Key of the time at which a new authority joined an old one.
  public static final String SINCE = "ca-since";

  private CertificateSecrets() {}

  /// Returns the authority of the Secret `NAME-ca`, or null.
  public static @Nullable Identity authority(@Nullable Secret secret) {
    return identity(secret, "ca");
  }

  /// Returns what pods mount of the Secret `NAME-tls`.
  public static MountedSecret mounted(@Nullable Secret secret) {
    return new MountedSecret(
        roles(secret),
        Objects.requireNonNullElse(text(secret, AUTHORITIES), ""),
        time(text(secret, SINCE)));
  }

  private static Map<Role, Identity> roles(@Nullable Secret secret) {
    Map<Role, Identity> roles = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      Identity identity = identity(secret, role.text());
      if (identity != null) {
        roles.put(role, identity);
      }
    }
    return roles;
  }

  private static @Nullable Identity identity(@Nullable Secret secret, String name) {
    String certificate = text(secret, name + ".crt");
    String key = text(secret, name + ".key");
    return certificate == null || key == null ? null : new Identity(certificate, key);
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable String text(@Nullable Secret secret, String key) {
    String encoded = secret == null || secret.getData() == null ? null : secret.getData().get(key);
    if (encoded == null) {
      return null;
    }
    try {
      return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
