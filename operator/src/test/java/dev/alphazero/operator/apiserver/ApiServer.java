package dev.alphazero.operator.apiserver;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A kube-apiserver with an etcd of its own: everything that a cluster checks, and nothing that
/// acts (no controller, no scheduler, no kubelet; see `ControllerManager`).
///
/// Authorisation is RBAC and its clients are administrators; `clientAs` is not. The plugin that
/// wants a service account in each namespace is off, as nothing creates them. Its data and logs are
/// in `target/apiserver`. It ends with the JVM.
public final class ApiServer {
  /// The CRDs of the chart.
  public static final Path CRDS = Path.of("..", "charts", "alphazero-operator", "files", "crds");

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String TOKEN = "administrator";

  private final Binaries binaries;
  private final Path folder;
  private final int port = Ports.free();
  private final int etcdPort = Ports.free();
  private final int peerPort = Ports.free();
  private final List<String> flags;
  private Program server;

  private static final class Shared {
    private static final ApiServer SERVER = new ApiServer();
  }

  /// Returns the server of this JVM, started on first use.
  public static ApiServer shared() {
    return Shared.SERVER;
  }

  /// Returns a server of its own that behaves as an older version does, for example `1.31`.
  public static ApiServer emulating(String version) {
    return new ApiServer("--emulated-version=kube=" + version);
  }

  private ApiServer(String... flags) {
    this.flags = List.of(flags);
    binaries = Binaries.find();
    try {
      Path all = Files.createDirectories(Path.of("target", "apiserver").toAbsolutePath());
      folder = Files.createTempDirectory(all, "");
      Files.writeString(
          folder.resolve("tokens.csv"), TOKEN + ",administrator,administrator,system:masters\n");
      Files.writeString(folder.resolve("accounts.key"), newKey());
      Files.writeString(folder.resolve("kubeconfig"), kubeconfigText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    startEtcd();
    server = launch();
  }

  /// Returns a new client of an administrator; the caller closes it.
  public KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  /// Returns a new client that acts as another user, for example
  /// `system:serviceaccount:NAMESPACE:NAME`, with that user's rights alone.
  public KubernetesClient clientAs(String user, String... groups) {
    return new KubernetesClientBuilder().withConfig(configAs(user, groups)).build();
  }

  /// Returns the configuration of another user, with that user's rights alone.
  public Config configAs(String user, String... groups) {
    return new ConfigBuilder(config())
        .withImpersonateUsername(user)
        .withImpersonateGroups(groups)
        .build();
  }

  /// Returns the configuration of an administrator.
  public Config config() {
    return Config.fromKubeconfig(kubeconfig().toFile());
  }

  /// Returns the file with the address and the identity of an administrator.
  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /// Runs `kubectl` and returns what it said.
  ///
  /// @param input its standard input, for `-f -`; may be empty
  public Kubectl.Outcome kubectl(String input, String... arguments) {
    return new Kubectl(binaries.path("kubectl"), kubeconfig(), folder).run(input, arguments);
  }

  /// Creates a namespace with a name of its own and returns the name.
  public String namespace() {
    try (KubernetesClient client = client()) {
      return client
          .resource(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withGenerateName("test-")
                  .endMetadata()
                  .build())
          .create()
          .getMetadata()
          .getName();
    }
  }

  /// Installs the chart's CRDs, or their newest version, and returns when they are served.
  public void installCrds() {
    installCrds("-k", CRDS);
  }

  /// Installs the CRDs of another build and returns when they are served.
  public void installCrds(Path folder) {
    installCrds("-f", folder);
  }

  private void installCrds(String option, Path folder) {
    mustSucceed(kubectl("", "apply", "--server-side", option, folder.toString()));
    try (KubernetesClient client = client()) {
      for (String plural : List.of("alphazerotrainings", "alphazeroprofiles")) {
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName(plural + ".alphazero.dev")
            .waitUntilCondition(ApiServer::isServed, 30, TimeUnit.SECONDS);
      }
    }
  }

  /// A definition that was just made has no status at all, or one without conditions, which
  /// `kubectl wait` takes for an error.
  private static boolean isServed(@Nullable CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  /// Kills the API server; etcd and all objects stay.
  public void stop() {
    server.kill();
  }

  /// Starts the API server again after `stop`, at the same address, and returns when it is ready.
  public void start() {
    server = launch();
  }

  Binaries binaries() {
    return binaries;
  }

  Path folder() {
    return folder;
  }

  private void startEtcd() {
    String clients = "http://127.0.0.1:" + etcdPort;
    String peers = "http://127.0.0.1:" + peerPort;
    Program.start(
        folder,
        List.of(
            binaries.path("etcd"),
            "--data-dir=" + folder.resolve("etcd"),
            "--listen-client-urls=" + clients,
            "--advertise-client-urls=" + clients,
            "--listen-peer-urls=" + peers,
            "--initial-advertise-peer-urls=" + peers,
            "--initial-cluster=default=" + peers,
            "--quota-backend-bytes=8589934592",
            "--unsafe-no-fsync",
            "--log-level=warn"));
  }

  private Program launch() {
    String key = folder.resolve("accounts.key").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                binaries.path("kube-apiserver"),
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + folder.resolve("certificates"),
                "--endpoint-reconciler-type=none",
                "--service-cluster-ip-range=10.0.0.0/16",
                "--authorization-mode=RBAC",
                "--token-auth-file=" + folder.resolve("tokens.csv"),
                "--disable-admission-plugins=ServiceAccount",
                "--service-account-issuer=https://127.0.0.1",
                "--service-account-key-file=" + key,
                "--service-account-signing-key-file=" + key,
                "--allow-privileged=true"));
    command.addAll(flags);
    Program started = Program.start(folder, command);
    awaitReady(started, "https://127.0.0.1:" + port, "/readyz");
    return started;
  }

  /// Returns when a program with a certificate of its own answers that it is ready.
  static void awaitReady(Program program, String url, String path) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(url)
            .withOauthToken(TOKEN)
            .withTrustCerts(true)
            .withDisableHostnameVerification(true)
            .withRequestRetryBackoffLimit(0)
            .build();
    try (KubernetesClient probe = new KubernetesClientBuilder().withConfig(config).build()) {
      Awaitility.await(url + path)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                program.mustRun();
                try {
                  return "ok".equals(probe.raw(path));
                } catch (KubernetesClientException _) {
                  return false;
                }
              });
    }
  }

  /// A key for the tokens of service accounts.
  private static String newKey() {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
      keys.initialize(2048);
      byte[] bytes = keys.generateKeyPair().getPrivate().getEncoded();
      String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
      return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every JDK has RSA", e);
    }
  }

  private String kubeconfigText() {
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: test
          cluster: {server: "https://127.0.0.1:%d", certificate-authority: "%s"}
        users:
        - name: administrator
          user: {token: %s}
        contexts:
        - name: test
          context: {cluster: test, user: administrator}
        current-context: test
        """
        .formatted(port, folder.resolve("certificates").resolve("apiserver.crt"), TOKEN);
  }

  private static void mustSucceed(Kubectl.Outcome outcome) {
    if (outcome.exit() != 0) {
      throw new IllegalStateException(outcome.err());
    }
  }
}
