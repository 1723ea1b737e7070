package dev.alphazero.operator.observe;

import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Map;
import java.util.Objects;

/// Reads the facts of a volume claim.
final class ClaimReader {
  private ClaimReader() {}

  static ClaimFacts read(PersistentVolumeClaim claim) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(claim.getMetadata().getAnnotations(), Map.of());
    return new ClaimFacts(
        claim.getStatus() == null || claim.getStatus().getPhase() == null
            ? "Pending"
            : claim.getStatus().getPhase(),
        Objects.requireNonNull(
                claim.getSpec().getResources().getRequests().get("storage"),
                "every claim asks for storage")
            .toString(),
        claim.getSpec().getStorageClassName(),
        annotations.get(Children.BELONGS_TO),
        claim.getMetadata().getDeletionTimestamp() != null);
  }
}
