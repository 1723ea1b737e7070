package dev.alphazero.crd.role;

import dev.alphazero.crd.BatchPolicyName;
import dev.alphazero.crd.Device;
import dev.alphazero.crd.Precision;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one role runs with: its configuration file. Each role gets only what it needs, so that a
/// change elsewhere restarts nothing. Settings are those of `Settings`, resolved.
public sealed interface RoleConfig permits ActorConfig, InferenceConfig, LearnerConfig {
  /// Version that is written and read.
  int VERSION = 1;

  /// Returns the role that it configures.
  Role role();

  /// Returns the training that the role works for.
  Training training();

  /// Returns where the role's own networks run: auto, cpu or cuda.
  Device device();

  /// The training as a resource; `uid` tells it from a later one of its name.
  record Training(String name, String namespace, String uid) {}

  /// Where other roles are found.
  ///
  /// @param learner takes episodes and gives weights
  /// @param inference evaluates positions, several addresses behind one name; null for an actor
  ///   that evaluates by itself, and for roles that do not ask
  record Endpoints(Endpoint learner, @Nullable Endpoint inference) {}

  /// A host and its gRPC port.
  record Endpoint(String host, int port) {
    public Endpoint {
      checkPort("port", port);
    }
  }

  /// Ports that a role listens on: gRPC with mTLS, and HTTP for health, metrics and progress.
  record Listen(int grpc, int http) {
    public Listen {
      checkPort("grpc", grpc);
      checkPort("http", http);
    }
  }

  /// How positions are batched and evaluated.
  record Inference(
      int batchSize,
      Duration batchTimeout,
      int minBatchFill,
      BatchPolicyName batchPolicy,
      Precision precision,
      Device device) {}

  /// Refuses what is no port.
  static void checkPort(String name, int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("must be in [1, 65535], " + name + "=" + port);
    }
  }

  /// Refuses less than one thread.
  static void checkThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, threads=" + threads);
    }
  }
}
