package dev.alphazero.operator.runtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of the operator's process, as `ALPHAZERO_…` variables. `docs/install.md` lists those
/// that people set.
@ConfigMapping(prefix = "alphazero")
public interface OperatorSettings {
  /// This operator.
  Self operator();

  /// The workers.
  Worker worker();

  /// The election among several operators.
  LeaderElection leaderElection();

  /// Whether nodes and `AlphaZeroProfile` objects are read, which belong to no namespace.
  @WithDefault("true")
  boolean readNodes();

  /// Whether each training gets a PodMonitor.
  @WithDefault("false")
  boolean podMonitors();

  /// What trainings may ask for, as YAML (`PolicyReader`); `Policy.DEFAULT` unless it is set.
  Optional<String> policy();

  /// Where metrics are gathered.
  Monitoring monitoring();

  /// Where the operator is.
  interface Self {
    /// Namespace that it runs in, and that its lease is in; that of its service account unless
    /// said.
    Optional<String> namespace();

    /// Name of its pod, under which it holds the lease; the machine's name unless it is set.
    Optional<String> pod();
  }

  /// The workers.
  interface Worker {
    /// Image, for trainings that name none.
    @WithDefault("alphazero/worker:${quarkus.application.version}")
    String image();

    /// The same for pods that ask for a GPU.
    @WithDefault("alphazero/worker:${quarkus.application.version}-cuda")
    String cudaImage();

    /// Port on which the roles report their progress. Manifests say this one; tests say another.
    @WithDefault("8080")
    int httpPort();
  }

  /// The election among several operators.
  interface LeaderElection {
    /// Without it there must be only one.
    @WithDefault("true")
    boolean enabled();

    /// Name of the lease.
    @WithDefault("alphazero-operator")
    String name();

    /// How long a leader may be silent, whole seconds.
    @WithDefault("PT15S")
    Duration duration();
  }

  /// Where metrics are gathered.
  interface Monitoring {
    /// Labels by which Prometheus finds PodMonitors, `key=value,key=value`.
    Optional<List<Label>> podMonitorLabels();

    /// Namespace from which metrics of the pods are read.
    Optional<String> namespace();
  }

  /// A label.
  record Label(String key, String value) {
    /// Reads `key=value`.
    public static Label of(String text) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException("a label must be key=value, label=" + text);
      }
      return new Label(text.substring(0, equals), text.substring(equals + 1));
    }
  }
}
