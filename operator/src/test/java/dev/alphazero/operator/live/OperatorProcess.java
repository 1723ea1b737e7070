package dev.alphazero.operator.live;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alphazero.operator.apiserver.ApiServer;
import dev.alphazero.operator.apiserver.Ports;
import dev.alphazero.operator.apiserver.Program;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;

/// The packaged operator as a process of its own, with the variables that the chart sets. Its
/// output is in `target/operator/NAMESPACE-POD.log`.
final class OperatorProcess implements AutoCloseable {
  /// Name of the lease, as the chart has it.
  static final String LEASE = "alphazero-operator";

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Path CHART = Path.of("..", "deploy", "operator.yaml");

  private final String pod;
  private final int port = Ports.free();
  private final Program program;
  private final HttpClient http = HttpClient.newHttpClient();

  /// Starts it; it serves the stage's namespace and keeps its lease there.
  ///
  /// @param pod its name among several
  /// @param silence for which a leader keeps its lease, whole seconds
  OperatorProcess(Stage stage, String pod, Duration silence) {
    this(stage.server, stage.namespace, stage.roles.port(), pod, silence);
  }

  /// Starts it for a namespace whose roles are asked at a port.
  OperatorProcess(ApiServer server, String namespace, int rolesPort, String pod, Duration silence) {
    this.pod = pod;
    Map<String, String> environment = environmentOfTheChart(server);
    environment.put("KUBECONFIG", server.kubeconfig().toString());
    environment.put("ALPHAZERO_OPERATOR_NAMESPACE", namespace);
    environment.put("ALPHAZERO_OPERATOR_POD", pod);
    environment.put("ALPHAZERO_LEADER_ELECTION_DURATION", silence.toString());
    environment.put("ALPHAZERO_WATCH_NAMESPACES", namespace);
    environment.put("ALPHAZERO_WORKER_HTTP_PORT", String.valueOf(rolesPort));
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    program =
        Program.start(folder(), namespace + "-" + pod, environment, List.of(java(), "-jar", jar()));
  }

  /// Waits until it is ready.
  OperatorProcess ready() {
    Awaitility.await(pod + " ready")
        .atMost(Stage.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> health("ready").equals("UP"));
    return this;
  }

  /// Returns UP or DOWN of a probe: `started`, `live` or `ready`; nothing if it does not listen.
  String health(String probe) {
    program.mustRun();
    try {
      JsonNode told = Serialization.unmarshal(get("/q/health/" + probe).body(), JsonNode.class);
      return told.path("status").asText();
    } catch (ConnectException _) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns a connection that has sent half a request and stays open.
  Socket halfARequest() throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.getOutputStream().write("GET /q/health/li".getBytes(US_ASCII));
    return socket;
  }

  /// Returns the metrics in Prometheus' text format.
  List<String> metrics() {
    try {
      return get("/q/metrics").body().lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the sum of a metric's series; 0 if there are none.
  double metric(String name) {
    return metrics().stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /// Returns its output.
  List<String> log() {
    return program.log();
  }

  /// Returns what is resident of it, in MiB.
  long residentMebibytes() {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(program.process().pid()), "status"))
          .stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the time that processors have worked for it.
  double processorSeconds() {
    return program
            .process()
            .info()
            .totalCpuDuration()
            .orElseThrow(() -> new IllegalStateException("the system must tell processor time"))
            .toMillis()
        / 1e3;
  }

  /// Ends it as Kubernetes does and returns its exit code.
  int terminate() {
    program.terminate();
    return program.exit(Duration.ofSeconds(20));
  }

  /// Kills it, and returns when it is gone.
  void kill() {
    program.kill();
  }

  /// Returns its exit code once it has ended by itself.
  int exit() {
    return program.exit(Stage.PATIENCE);
  }

  @Override
  public void close() {
    program.kill();
    http.close();
  }

  private HttpResponse<String> get(String path) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + pod, e);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String jar() {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(
          JAR + " must be built: ./mvnw -pl crds,operator -am package -DskipTests");
    }
    return JAR.toString();
  }

  /// Those that have a value before there is a pod. The JVM takes the container's limit for all the
  /// memory that there is, as it does in a container.
  private static Map<String, String> environmentOfTheChart(ApiServer server) {
    Map<String, String> environment = new HashMap<>();
    try (KubernetesClient client = server.client();
        InputStream chart = Files.newInputStream(CHART)) {
      Container container =
          client.load(chart).items().stream()
              .filter(Deployment.class::isInstance)
              .map(Deployment.class::cast)
              .map(it -> it.getSpec().getTemplate().getSpec().getContainers().getFirst())
              .findFirst()
              .orElseThrow();
      container.getEnv().stream()
          .filter(variable -> variable.getValue() != null)
          .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
      Quantity memory =
          Objects.requireNonNull(
              container.getResources().getLimits().get("memory"), "the chart limits memory");
      environment.merge(
          "JDK_JAVA_OPTIONS",
          " -XX:MaxRAM=" + memory.getNumericalAmount().toBigInteger(),
          String::concat);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return environment;
  }

  private static Path folder() {
    try {
      return Files.createDirectories(Path.of("target", "operator").toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
