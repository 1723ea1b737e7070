package dev.alphazero.crd.role;

import dev.alphazero.crd.Device;
import dev.alphazero.crd.SearchAlgorithm;
import dev.alphazero.crd.resolve.Settings;
import org.jspecify.annotations.Nullable;

/// What a learner runs with.
///
/// @param threads that compute, the pod's CPU request rounded up
/// @param search how evaluations search, with their own number of simulations
/// @param selfPlay what of self-play holds for evaluations too
/// @param inference how it evaluates positions for the actors; null unless one process does both
/// @param tls folder with ca.crt, tls.crt and tls.key
/// @param data folder of the volume: episode log and checkpoints
public record LearnerConfig(
    Training training,
    Settings.Game game,
    Settings.Network network,
    long seed,
    int threads,
    Settings.Learner learner,
    Settings.Checkpoints checkpoints,
    Settings.Evaluation evaluation,
    Settings.Completion completion,
    Search search,
    SelfPlay selfPlay,
    @Nullable Inference inference,
    Listen listen,
    String tls,
    String data)
    implements RoleConfig {
  public LearnerConfig {
    RoleConfig.checkThreads(threads);
  }

  @Override
  public Device device() {
    return learner.device();
  }

  @Override
  public Role role() {
    return Role.LEARNER;
  }

  /// A search without noise; its implementation is the first that loads.
  public record Search(
      SearchAlgorithm algorithm,
      double cPuct,
      double cPuctBase,
      double fpuReduction,
      int consideredActions) {}

  /// @param maxPlies as in self-play; 0 = no cap
  public record SelfPlay(int maxPlies) {}
}
