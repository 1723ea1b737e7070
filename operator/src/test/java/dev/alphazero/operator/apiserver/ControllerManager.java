package dev.alphazero.operator.apiserver;

import java.util.List;

/// A kube-controller-manager beside an API server, for the controllers that a test names:
/// `garbage-collector-controller`, `deployment-controller`, `replicaset-controller`,
/// `statefulset-controller`, …
///
/// Install CRDs first: the garbage collector looks for new kinds only every 30 s.
public final class ControllerManager implements AutoCloseable {
  private final Program program;

  private ControllerManager(Program program) {
    this.program = program;
  }

  /// Starts it and returns when it is healthy.
  public static ControllerManager start(ApiServer server, String... controllers) {
    int port = Ports.free();
    Program program =
        Program.start(
            server.folder(),
            List.of(
                server.binaries().path("kube-controller-manager"),
                "--kubeconfig=" + server.kubeconfig(),
                "--controllers=" + String.join(",", controllers),
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + server.folder().resolve("controller-manager"),
                "--authentication-skip-lookup",
                "--leader-elect=false",
                "--kube-api-qps=1000",
                "--kube-api-burst=2000"));
    ApiServer.awaitReady(program, "https://127.0.0.1:" + port, "/healthz");
    return new ControllerManager(program);
  }

  @Override
  public void close() {
    program.kill();
  }
}
