package dev.alphazero.worker.wire.transport;

import io.grpc.BindableService;

/// A service that a `WireServer` offers.
public interface WireService {
  /// Returns what answers the calls.
  BindableService binding();

  /// Ends all streams with UNAVAILABLE, each as soon as it has answered what it owes, and refuses
  /// new ones. Does not wait.
  void drain();
}
