package dev.alphazero.operator.tls;

import dev.alphazero.crd.role.Role;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the Secret `NAME-tls` holds, of which each pod mounts what its role needs.
///
/// @param roles a leaf per role
/// @param trusted the authorities that peers trust, PEM, the training's own first; the others are
///   on their way out
/// @param since when the training's authority joined the others; null if it is alone
public record MountedSecret(Map<Role, Identity> roles, String trusted, @Nullable Instant since) {
  /// A Secret that is not there.
  public static final MountedSecret NOTHING = new MountedSecret(Map.of(), "", null);

  public MountedSecret {
    roles = Map.copyOf(roles);
  }
}
