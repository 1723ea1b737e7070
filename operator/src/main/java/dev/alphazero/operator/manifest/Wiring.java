package dev.alphazero.operator.manifest;

/// Ports and folders that the operator and the pods agree on.
final class Wiring {
  static final int GRPC = 9443;
  static final int HTTP = 8080;

  /// Names of the ports, in pods and services.
  static final String GRPC_NAME = "grpc";

  static final String HTTP_NAME = "http";

  /// Folder of `worker.yaml`; a whole folder, so that it is one mount.
  static final String CONFIG = "/etc/alphazero";

  static final String CONFIG_FILE = "worker.yaml";

  /// Folder of ca.crt, tls.crt and tls.key. Not below `CONFIG`, which is another mount.
  static final String TLS = "/etc/alphazero-tls";

  /// Folder of the learner's volume.
  static final String DATA = "/data";

  /// User and group of the workers: "nonroot" of the common base images.
  static final long USER = 65532;

  private Wiring() {}
}
