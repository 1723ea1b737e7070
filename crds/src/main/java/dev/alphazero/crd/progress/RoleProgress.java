package dev.alphazero.crd.progress;

/// What a role reports of itself.
public sealed interface RoleProgress permits LearnerProgress, InferenceProgress, ActorProgress {
  /// Version that is written, and the newest that is read.
  int VERSION = 1;

  /// Path of the document on the role's HTTP port.
  String PATH = "/progress";

  /// Returns the version of the document.
  int version();
}
