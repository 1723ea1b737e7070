package dev.alphazero.operator.manifest;

import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.Frozen;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// How a learner gets the limits of its training.
public enum LimitsWay {
  /// In a file beside its configuration, which changes as it runs.
  FILE,

  /// With its configuration alone, when it starts: its ConfigMap is of an earlier operator, and
  /// immutable.
  CONFIGURATION;

  /// Returns the way of the learner that runs, or runs next.
  ///
  /// @param frozen what runs; null at first
  /// @param children of the training
  public static LimitsWay of(@Nullable Frozen frozen, Collection<HasMetadata> children) {
    if (frozen == null || !frozen.roles().containsKey(Role.LEARNER)) {
      return FILE;
    }
    String name = frozen.role(Role.LEARNER).configMap();
    return children.stream()
            .filter(child -> child.getMetadata().getName().equals(name))
            .anyMatch(
                child -> child instanceof ConfigMap map && Boolean.TRUE.equals(map.getImmutable()))
        ? CONFIGURATION
        : FILE;
  }

  /// Returns whether a change of the limits reaches the learner as it runs.
  ///
  /// @param told what it reported last; null for nothing. A worker that says no limits does not
  ///   read them again
  public boolean isRead(@Nullable LearnerProgress told) {
    return this == FILE && (told == null || told.limits() != null);
  }
}
