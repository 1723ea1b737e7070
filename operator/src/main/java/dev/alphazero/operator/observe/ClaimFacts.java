package dev.alphazero.operator.observe;

import org.jspecify.annotations.Nullable;

/// The learner's volume claim.
///
/// @param phase Pending, Bound or Lost
/// @param size the size that it asks for, a quantity
/// @param storageClassName its storage class; null if none is set
/// @param belongsTo game and network that the volume was made for; null on a claim that is not ours
/// @param leaving whether it is being deleted, which nothing stops any more
public record ClaimFacts(
    String phase,
    String size,
    @Nullable String storageClassName,
    @Nullable String belongsTo,
    boolean leaving) {
  /// Returns whether it has its volume.
  public boolean isBound() {
    return phase.equals("Bound");
  }
}
