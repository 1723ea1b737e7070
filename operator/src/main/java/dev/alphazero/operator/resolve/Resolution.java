package dev.alphazero.operator.resolve;

import java.time.Instant;
import java.util.List;

/// The outcome of resolving a training in a cluster.
public sealed interface Resolution {
  /// Labels announce GPUs that no node offers yet.
  String GPU_NOT_READY = "GpuNotReady";

  /// `device: cuda`, and no node has a GPU for the pods.
  String GPU_NOT_FOUND = "GpuNotFound";

  /// `profile: auto` without the right to read nodes.
  String NODES_NOT_READABLE = "NodesNotReadable";

  /// No profile has the name.
  String PROFILE_NOT_FOUND = "ProfileNotFound";

  /// Fields that do not go together, or one that is missing.
  String INVALID_SETTINGS = "InvalidSettings";

  /// A volume that was kept was made for another game or network.
  String VOLUME_BELONGS_TO_ANOTHER = "VolumeBelongsToAnother";

  /// Game, network or seed changed.
  String IMMUTABLE_FIELD_CHANGED = "ImmutableFieldChanged";

  /// It asks for what the administrator's policy refuses.
  String POLICY_VIOLATED = "PolicyViolated";

  /// It names an object whose owner does not allow that.
  String OBJECT_NOT_ALLOWED = "ObjectNotAllowed";

  /// It can run.
  ///
  /// @param snapshot with the specification's edits merged over what was frozen
  /// @param warnings what a person should know, one sentence each
  /// @param better a better profile that `auto` would choose now; empty if there is none
  record Resolved(Snapshot snapshot, List<String> warnings, String better) implements Resolution {
    public Resolved {
      warnings = List.copyOf(warnings);
    }
  }

  /// GPUs are announced and not there yet.
  ///
  /// @param reason one of the constants
  /// @param message why, and what to do
  /// @param until when the wait ends
  record Waiting(String reason, String message, Instant until) implements Resolution {}

  /// It cannot run as it is specified. What was frozen before stays valid, and keeps running.
  ///
  /// @param reason one of the constants
  /// @param message the rule, the value and what to do
  record Refused(String reason, String message) implements Resolution {}
}
