package dev.alphazero.operator.live;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.apiserver.ApiServer;
import dev.alphazero.operator.apiserver.ControllerManager;
import dev.alphazero.operator.observe.Watches;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Many trainings created at once, left alone, and deleted at once, on a real API server without
/// pods: the operator runs as a process of its own, the garbage collector beside it.
///
/// | property | default | what |
/// |---|---|---|
/// | `trainings` | 1000 | how many |
/// | `quietMinutes` | 10 | for how long they are left alone |
final class ScaleBenchmark {
  private static final int TRAININGS = Integer.getInteger("trainings", 1000);
  private static final int QUIET_MINUTES = Integer.getInteger("quietMinutes", 10);
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static final Duration SILENCE = Duration.ofSeconds(15);

  private static final String RECONCILIATIONS = "operator_sdk_reconciliations_started_total";

  private final ApiServer server = ApiServer.shared();

  @Test
  void createLeaveAloneDelete() {
    server.installCrds();
    String namespace = server.namespace();
    long start = System.nanoTime();
    try (KubernetesClient client = patientClient();
        ControllerManager _ =
            ControllerManager.start(
                server,
                "garbage-collector-controller",
                "persistentvolumeclaim-protection-controller");
        FakeRoles roles = new FakeRoles();
        OperatorProcess operator =
            new OperatorProcess(server, namespace, roles.port(), "operator", SILENCE).ready()) {
      print("process start to ready, the controllers' included: %.1f s", seconds(start));
      long idle = operator.residentMebibytes();
      long before = Requests.writes(client);
      double processor = operator.processorSeconds();
      double created = create(client, namespace);
      print("%d trainings created, with children and status: %.1f s", TRAININGS, created);
      settle(client);
      long writes = Requests.writes(client) - before - TRAININGS;
      long loaded = operator.residentMebibytes();
      print("processor time of the operator: %.1f s", operator.processorSeconds() - processor);
      print("children per training: %.1f", (double) children(client, namespace) / TRAININGS);
      print("writes per training: %.1f", (double) writes / TRAININGS);
      print("reconciliations per training: %.1f", operator.metric(RECONCILIATIONS) / TRAININGS);
      print(
          "resident: %d MiB idle, %d MiB loaded, %d KiB per training",
          idle, loaded, (loaded - idle) * 1024 / TRAININGS);
      print("writes in %d quiet minutes: %d", QUIET_MINUTES, quietWrites(client));
      print("all deleted, with children: %.1f s", delete(client, namespace));
    }
  }

  /// All are deleted by one request.
  private KubernetesClient patientClient() {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(server.config())
                .withRequestTimeout((int) PATIENCE.toMillis())
                .build())
        .build();
  }

  private double create(KubernetesClient client, String namespace) {
    Set<String> done = ConcurrentHashMap.newKeySet();
    try (SharedIndexInformer<AlphaZeroTraining> informer =
            client
                .resources(AlphaZeroTraining.class)
                .inNamespace(namespace)
                .inform(new Seen(done));
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      long start = System.nanoTime();
      for (int i = 0; i < TRAININGS; i++) {
        String name = "t" + i;
        threads.execute(() -> client.resource(training(namespace, name)).create());
      }
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> done.size() == TRAININGS);
      return seconds(start);
    }
  }

  /// Names of the trainings whose status says that everything was written.
  private record Seen(Set<String> done) implements ResourceEventHandler<AlphaZeroTraining> {
    @Override
    public void onAdd(AlphaZeroTraining training) {
      AlphaZeroTrainingStatus status = training.getStatus();
      if (status != null && status.profile() != null && status.conditions() != null) {
        done.add(training.getMetadata().getName());
      }
    }

    @Override
    public void onUpdate(AlphaZeroTraining before, AlphaZeroTraining after) {
      onAdd(after);
    }

    @Override
    public void onDelete(AlphaZeroTraining training, boolean unknown) {}
  }

  /// Returns when what others follow with has been written too: a claim gets its finalizer.
  private static void settle(KubernetesClient client) {
    AtomicLong last = new AtomicLong(-1);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(3))
        .until(
            () -> {
              long now = Requests.writes(client);
              return last.getAndSet(now) == now;
            });
  }

  private static long quietWrites(KubernetesClient client) {
    long before = Requests.writes(client);
    long until = System.nanoTime() + Duration.ofMinutes(QUIET_MINUTES).toNanos();
    Awaitility.await()
        .atMost(Duration.ofMinutes(QUIET_MINUTES + 1))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> System.nanoTime() >= until);
    return Requests.writes(client) - before;
  }

  private double delete(KubernetesClient client, String namespace) {
    long start = System.nanoTime();
    client.resources(AlphaZeroTraining.class).inNamespace(namespace).delete();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> children(client, namespace) == 0);
    return seconds(start);
  }

  private static long children(KubernetesClient client, String namespace) {
    return Watches.CHILDREN.stream()
        .mapToLong(kind -> Requests.count(client, namespace, kind))
        .sum();
  }

  private static AlphaZeroTraining training(String namespace, String name) {
    AlphaZeroTraining training =
        Trainings.of(
            """
            apiVersion: alphazero.dev/v1alpha1
            kind: AlphaZeroTraining
            metadata: {name: %s, namespace: %s}
            spec:
              game: {name: connect-four}
              profile: cpu
              checkpoints: {onDelete: Delete}
            """
                .formatted(name, namespace));
    training.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    return training;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.println("W7 " + String.format(Locale.ROOT, format, values));
  }
}
