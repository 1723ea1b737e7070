package dev.alphazero.operator.reconcile;

import dev.alphazero.operator.autoscale.AutoscalerState;
import dev.alphazero.operator.freeze.Frozen;
import dev.alphazero.operator.lifecycle.RunPlan;
import dev.alphazero.operator.policy.Violation;
import dev.alphazero.operator.resolve.Resolution;
import dev.alphazero.operator.status.Scaling;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What follows from what was seen.
///
/// @param frozen what runs; null while nothing can
/// @param desired the children, in the order in which they are written
/// @param tolerated what runs though the policy would refuse it now
/// @param autoscaler what the autoscaler remembers
/// @param demandRatio actors wanted over actors that there are
/// @param renewal when the certificates must be renewed; null without any
public record Decision(
    Resolution resolution,
    @Nullable Frozen frozen,
    RunPlan plan,
    List<HasMetadata> desired,
    List<Violation> tolerated,
    Scaling scaling,
    AutoscalerState autoscaler,
    double demandRatio,
    @Nullable Instant renewal) {
  public Decision {
    desired = List.copyOf(desired);
    tolerated = List.copyOf(tolerated);
  }
}
