package dev.alphazero.worker.pod;

import dev.alphazero.crd.role.RoleConfig;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.wire.transport.Handshake;
import java.lang.management.ManagementFactory;

/// What a role is to the other roles.
final class Peer {
  private Peer() {}

  /// Returns a role's handshake.
  static Handshake handshake(RoleConfig config, SampleLayout layout, NetworkSpec network) {
    return new Handshake(
        config.training().uid(), layout.hash(), WeightLayout.of(network).hash(), name(config));
  }

  /// Returns the pod's name, or role and process where there is no pod.
  static String name(RoleConfig config) {
    String pod = System.getenv("POD_NAME");
    return pod == null || pod.isBlank()
        ? config.role().text() + "-" + ManagementFactory.getRuntimeMXBean().getPid()
        : pod;
  }
}
