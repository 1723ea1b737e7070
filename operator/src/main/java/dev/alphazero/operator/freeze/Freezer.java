package dev.alphazero.operator.freeze;

import dev.alphazero.crd.json.Sha256;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.Frozen.FrozenRole;
import dev.alphazero.operator.resolve.Snapshot;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides what is rendered anew. A role whose inputs are what they were keeps configuration and
/// pod template byte for byte, whatever a newer operator would render.
public final class Freezer {
  private Freezer() {}

  /// How this operator renders a role.
  public interface Renderer {
    /// Returns the text of the role's configuration file.
    String workerYaml(Role role, RoleInputs inputs, Snapshot snapshot);

    /// Returns the role's pods.
    ///
    /// @param configMap name of the ConfigMap that holds the configuration file
    PodTemplateSpec template(Role role, RoleInputs inputs, String configMap);
  }

  /// Returns what runs next; equal to `current` if nothing changed.
  ///
  /// @param current what runs now; null at first
  /// @param inputs of each role that has pods; other roles are dropped
  /// @param limitsAreRead whether the learner reads the training's limits again as it runs; one of
  ///   an earlier operator has to be started anew with them
  public static Frozen next(
      @Nullable Frozen current,
      Snapshot snapshot,
      Map<Role, RoleInputs> inputs,
      boolean limitsAreRead,
      Renderer renderer) {
    Map<Role, FrozenRole> roles = new EnumMap<>(Role.class);
    inputs.forEach(
        (role, of) -> {
          FrozenRole before = current == null ? null : current.roles().get(role);
          roles.put(
              role,
              current != null && before != null && isSame(role, current, before, of, limitsAreRead)
                  ? before
                  : render(role, of, snapshot, renderer));
        });
    return new Frozen(Frozen.VERSION, snapshot, roles);
  }

  private static boolean isSame(
      Role role, Frozen current, FrozenRole before, RoleInputs inputs, boolean limitsAreRead) {
    Map<String, String> then = Inputs.settings(role, current.snapshot());
    Map<String, String> now = inputs.settings();
    return before.inputsHash().equals(inputs.hash())
        && (limitsAreRead
            ? Inputs.withoutLimits(then).equals(Inputs.withoutLimits(now))
            : then.equals(now));
  }

  private static FrozenRole render(
      Role role, RoleInputs inputs, Snapshot snapshot, Renderer renderer) {
    String workerYaml = renderer.workerYaml(role, inputs, snapshot);
    String configMap =
        inputs.training().name() + "-" + role.text() + "-" + Sha256.shortOf(workerYaml);
    return new FrozenRole(
        inputs.hash(), workerYaml, configMap, renderer.template(role, inputs, configMap));
  }
}
