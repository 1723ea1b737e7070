package dev.alphazero.worker.wire;

import io.grpc.BindableService;

/// A service that a `WireServer` offers.
public abstract class WireService {
  WireService() {}

  /// Returns what answers the calls.
  abstract BindableService binding();

  /// Ends all streams with UNAVAILABLE, each as soon as it has answered what it owes, and refuses
  /// new ones. Does not wait.
  abstract void drain();
}
