package dev.alphazero.operator.freeze;

import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.resolve.Snapshot;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;

/// What a training's pods were started with. It is applied again as it was, whatever a newer
/// operator would render, until something that it was rendered from changes.
///
/// @param version of this record's form
/// @param snapshot the resolution
/// @param roles what each role runs with; a role without pods is absent
public record Frozen(int version, Snapshot snapshot, Map<Role, FrozenRole> roles) {
  /// The form that is written.
  public static final int VERSION = 1;

  public Frozen {
    roles = Map.copyOf(roles);
  }

  /// Returns what a role runs with that has pods.
  public FrozenRole role(Role role) {
    FrozenRole frozen = roles.get(role);
    if (frozen == null) {
      throw new IllegalStateException("a role must have pods, role=" + role.text());
    }
    return frozen;
  }

  /// One role's configuration and pods.
  ///
  /// @param inputsHash `RoleInputs.hash` of what they were rendered from besides the settings,
  ///   which are in the snapshot
  /// @param workerYaml text of the configuration file
  /// @param configMap name of the ConfigMap that holds it
  public record FrozenRole(
      String inputsHash, String workerYaml, String configMap, PodTemplateSpec template) {}
}
