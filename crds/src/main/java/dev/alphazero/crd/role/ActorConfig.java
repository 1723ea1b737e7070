package dev.alphazero.crd.role;

import dev.alphazero.crd.Device;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.Precision;
import dev.alphazero.crd.resolve.Settings;
import org.jspecify.annotations.Nullable;

/// What an actor runs with.
///
/// @param threads that play: the pod's CPU request, rounded up
/// @param device always cpu: actors have no GPU
/// @param placement actor: evaluates by itself; shared: asks the inference pods; never auto
/// @param precision of its own evaluations; null with placement shared
/// @param http port for health, metrics and progress
/// @param tls folder with ca.crt, tls.crt and tls.key
public record ActorConfig(
    Training training,
    Settings.Game game,
    Settings.Network network,
    long seed,
    int threads,
    Device device,
    Placement placement,
    @Nullable Precision precision,
    Settings.Search search,
    Settings.SelfPlay selfPlay,
    Endpoints endpoints,
    int http,
    String tls)
    implements RoleConfig {
  public ActorConfig {
    RoleConfig.checkThreads(threads);
    RoleConfig.checkPort("http", http);
    boolean own = placement == Placement.ACTOR;
    if (placement == Placement.AUTO
        || own != (precision != null)
        || own != (endpoints.inference() == null)) {
      throw new IllegalArgumentException(
          "an actor has a precision with placement actor and an inference endpoint with placement shared, placement=%s, precision=%s, inference=%s"
              .formatted(placement, precision, endpoints.inference()));
    }
  }

  @Override
  public Role role() {
    return Role.ACTOR;
  }
}
