package dev.alphazero.crd.role;

import dev.alphazero.crd.Device;
import dev.alphazero.crd.resolve.Settings;

/// What an inference pod runs with.
///
/// @param threads that compute, the pod's CPU request rounded up
/// @param tls folder with ca.crt, tls.crt and tls.key
public record InferenceConfig(
    Training training,
    Settings.Game game,
    Settings.Network network,
    int threads,
    Inference inference,
    Endpoints endpoints,
    Listen listen,
    String tls)
    implements RoleConfig {
  public InferenceConfig {
    RoleConfig.checkThreads(threads);
  }

  @Override
  public Device device() {
    return inference.device();
  }

  @Override
  public Role role() {
    return Role.INFERENCE;
  }
}
