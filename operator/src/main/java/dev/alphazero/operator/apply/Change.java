package dev.alphazero.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;

/// A write that brings a child to its desired state.
public sealed interface Change {
  /// Returns the object that is written, or removed.
  HasMetadata object();

  /// It does not exist.
  record Create(HasMetadata object) implements Change {}

  /// It differs from what is desired.
  ///
  /// @param live the object as it was seen; what came after it is not overwritten unseen
  record Update(HasMetadata object, HasMetadata live) implements Change {}

  /// It is ours and no longer desired; `object` is the live one.
  record Delete(HasMetadata object) implements Change {}
}
