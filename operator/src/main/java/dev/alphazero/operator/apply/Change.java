package dev.alphazero.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;

/// A write that brings a child to its desired state.
public sealed interface Change {
  /// Returns the object that is written, or removed.
  HasMetadata object();

  /// It does not exist.
  record Create(HasMetadata object) implements Change {}

  /// It differs from what is desired.
  record Update(HasMetadata object) implements Change {}

  /// It is ours and no longer desired; `object` is the live one.
  record Delete(HasMetadata object) implements Change {}
}
