package dev.alphazero.worker.pod;

import dev.alphazero.crd.Device;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.progress.Limits;
import dev.alphazero.crd.progress.ProgressJson;
import dev.alphazero.crd.progress.RoleProgress;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.role.ActorConfig;
import dev.alphazero.crd.role.InferenceConfig;
import dev.alphazero.crd.role.LearnerConfig;
import dev.alphazero.crd.role.LimitsYaml;
import dev.alphazero.crd.role.RoleConfig;
import dev.alphazero.crd.role.RoleConfig.Endpoint;
import dev.alphazero.crd.role.RoleConfig.Endpoints;
import dev.alphazero.crd.role.RoleConfig.Listen;
import dev.alphazero.crd.role.RoleConfigYaml;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.training.CommandProcess;
import dev.alphazero.worker.wire.transport.TestCertificates;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The roles of one training, each the real command in a process of its own, as its pods run them:
/// on this machine's loopback, with certificates of its own.
final class RoleProcesses implements AutoCloseable {
  private static final String HOST = "localhost";
  private static final RoleConfig.Training TRAINING =
      new RoleConfig.Training("quick", "games", "11111111-2222-4333-8444-555555555555");

  private final Path folder;
  private final Settings settings;
  private final boolean withInference;
  private final TestCertificates certificates = new TestCertificates();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, CommandProcess> running = new LinkedHashMap<>();
  private final Map<String, Integer> httpPorts = new LinkedHashMap<>();
  private final Listen learner = new Listen(freePort(), freePort());
  private final Listen inference = new Listen(freePort(), freePort());
  private int outputs;

  /// @param withInference whether the learner evaluates for the actors too
  RoleProcesses(Path folder, Settings settings, boolean withInference) throws IOException {
    this.folder = folder;
    this.settings = settings;
    this.withInference = withInference;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// Returns the learner's volume.
  RunFolder volume() {
    return new RunFolder(folder.resolve("data"));
  }

  /// @param environment variables of the process, `NAME=VALUE`
  CommandProcess startLearner(String... environment) throws IOException {
    LearnerConfig config =
        new LearnerConfig(
            TRAINING,
            settings.game(),
            settings.network(),
            settings.seed(),
            2,
            settings.learner().on(Device.CPU),
            settings.checkpoints(),
            settings.evaluation(),
            settings.completion(),
            new LearnerConfig.Search(
                settings.search().algorithm(),
                settings.search().cPuct(),
                settings.search().cPuctBase(),
                settings.search().fpuReduction(),
                settings.search().consideredActions()),
            new LearnerConfig.SelfPlay(settings.selfPlay().maxPlies()),
            withInference ? batching() : null,
            learner,
            certificates("learner"),
            volume().path().toString());
    List<String> flags = withInference ? List.of("--with-inference") : List.of();
    return start("learner", config, learner.http(), flags, environment);
  }

  /// Gives the learner other limits as it runs, as the operator does.
  void limit(Limits limits) throws IOException {
    Path next = folder.resolve("limits.next");
    Files.writeString(next, LimitsYaml.write(limits));
    Files.move(next, folder.resolve(LimitsYaml.FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  CommandProcess startInference() throws IOException {
    InferenceConfig config =
        new InferenceConfig(
            TRAINING,
            settings.game(),
            settings.network(),
            2,
            batching(),
            new Endpoints(new Endpoint(HOST, learner.grpc()), null),
            inference,
            certificates("inference"));
    return start("inference", config, inference.http(), List.of());
  }

  CommandProcess startActor(String name, Placement placement) throws IOException {
    Listen evaluating = withInference ? learner : inference;
    boolean own = placement == Placement.ACTOR;
    int port = httpPorts.getOrDefault(name, freePort());
    ActorConfig config =
        new ActorConfig(
            TRAINING,
            settings.game(),
            settings.network(),
            settings.seed(),
            1,
            Device.CPU,
            placement,
            own ? settings.inference().precision() : null,
            settings.search(),
            settings.selfPlay(),
            new Endpoints(
                new Endpoint(HOST, learner.grpc()),
                own ? null : new Endpoint(HOST, evaluating.grpc())),
            port,
            certificates("actor"));
    return start(name, config, port, List.of());
  }

  private RoleConfig.Inference batching() {
    Settings.Inference batching = settings.inference();
    return new RoleConfig.Inference(
        batching.batchSize(),
        batching.batchTimeout(),
        batching.minBatchFill(),
        batching.batchPolicy(),
        batching.precision(),
        Device.CPU);
  }

  private String certificates(String role) throws IOException {
    Path certificate = folder.resolve("tls-" + role);
    if (!Files.exists(certificate)) {
      certificates.issue(certificate, HOST);
    }
    return certificate.toString();
  }

  private CommandProcess start(
      String name, RoleConfig config, int port, List<String> flags, String... environment)
      throws IOException {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(file, RoleConfigYaml.write(config));
    List<String> arguments =
        new ArrayList<>(List.of(config.role().text(), "--config", file.toString()));
    arguments.addAll(flags);
    Path output = folder.resolve("%s-%d.log".formatted(name, ++outputs));
    List<String> prefix = new ArrayList<>(List.of("env"));
    prefix.addAll(List.of(environment));
    CommandProcess process = CommandProcess.start(output, prefix, arguments);
    running.put(name, process);
    httpPorts.put(name, port);
    return process;
  }

  CommandProcess process(String name) {
    CommandProcess process = running.get(name);
    if (process == null) {
      throw new IllegalArgumentException("no such role was started, name=" + name);
    }
    return process;
  }

  /// Returns what a role tells of itself, empty while it does not.
  <T extends RoleProgress> Optional<T> progress(String name, Class<T> type) {
    HttpResponse<byte[]> response = get(name, RoleProgress.PATH);
    return response == null || response.statusCode() != 200
        ? Optional.empty()
        : Optional.of(ProgressJson.read(type, response.body()));
  }

  /// Returns the answer of a role's HTTP port, null if there is none.
  @Nullable HttpResponse<byte[]> get(String name, String path) {
    URI uri = URI.create("http://localhost:%d%s".formatted(httpPorts.get(name), path));
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /// Returns the last words of all roles, for a failure.
  String outputs() {
    StringBuilder text = new StringBuilder();
    running.forEach(
        (name, process) -> text.append("--- ").append(name).append('\n').append(process.output()));
    return text.toString();
  }

  @Override
  public void close() throws Exception {
    for (CommandProcess process : running.values()) {
      process.close();
    }
    http.close();
  }
}
