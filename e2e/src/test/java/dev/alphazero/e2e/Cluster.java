package dev.alphazero.e2e;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.condition.TrainingCondition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The cluster of `KUBECONFIG` with the chart installed, and a namespace for each test.
final class Cluster implements BeforeEachCallback, AfterEachCallback {
  /// How long a test waits for something that pods must start for.
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final KubernetesClient CLIENT = new KubernetesClientBuilder().build();
  private static final Release RELEASE = new Release(CLIENT);
  private static boolean installed;

  private @Nullable String namespace;

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!installed) {
      RELEASE.install();
      installed = true;
    }
    namespace =
        CLIENT
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withGenerateName("e2e-")
                    .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                    .endMetadata()
                    .build())
            .create()
            .getMetadata()
            .getName();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    context
        .getExecutionException()
        .ifPresent(_ -> LastWords.print(CLIENT, namespace(), context.getDisplayName()));
    CLIENT.resources(AlphaZeroTraining.class).inNamespace(namespace()).delete();
    CLIENT.namespaces().withName(namespace()).delete();
  }

  KubernetesClient client() {
    return CLIENT;
  }

  Release release() {
    return RELEASE;
  }

  /// Returns the test's namespace.
  String namespace() {
    return Objects.requireNonNull(namespace);
  }

  /// Applies as a user does.
  void apply(TrainingFile file) {
    Command.Outcome outcome =
        Command.attempt(file.yaml(), List.of("kubectl", "-n", namespace(), "apply", "-f", "-"));
    if (outcome.exit() != 0) {
      throw new AssertionError(outcome.out() + "\n" + file.yaml());
    }
  }

  /// Applies, and returns when the operator has taken it into account.
  AlphaZeroTraining applyAndSettle(TrainingFile file) {
    apply(file);
    return await(
        file.name(),
        training ->
            training.getStatus() != null
                && Objects.equals(
                    training.getStatus().observedGeneration(),
                    training.getMetadata().getGeneration()));
  }

  Resource<AlphaZeroTraining> training(String name) {
    return CLIENT.resources(AlphaZeroTraining.class).inNamespace(namespace()).withName(name);
  }

  /// Waits until something holds for a training, and returns it.
  AlphaZeroTraining await(String name, Predicate<AlphaZeroTraining> holds) {
    return await(name, PATIENCE, holds);
  }

  /// The same with another deadline.
  AlphaZeroTraining await(String name, Duration patience, Predicate<AlphaZeroTraining> holds) {
    return await(training(name), patience, holds);
  }

  /// Waits until something holds for an object; it is watched.
  static <T extends HasMetadata> T await(
      Resource<T> resource, Duration patience, Predicate<T> holds) {
    return resource.waitUntilCondition(
        found -> found != null && holds.test(found), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Waits for a condition of a training.
  ///
  /// @param condition `TYPE` when it must be True, else `TYPE=STATUS` or `TYPE=STATUS/REASON`
  AlphaZeroTraining awaitCondition(String name, String condition) {
    return awaitCondition(name, PATIENCE, condition);
  }

  /// The same with another deadline.
  AlphaZeroTraining awaitCondition(String name, Duration patience, String condition) {
    return await(name, patience, training -> holds(training, condition));
  }

  static boolean holds(AlphaZeroTraining training, String condition) {
    String wanted = condition.contains("=") ? condition : condition + "=True";
    return training.getStatus() != null
        && training.getStatus().conditions() != null
        && training.getStatus().conditions().stream().anyMatch(it -> text(it).startsWith(wanted));
  }

  private static String text(TrainingCondition condition) {
    String status =
        switch (condition.status()) {
          case TRUE -> "True";
          case FALSE -> "False";
          case UNKNOWN -> "Unknown";
        };
    return condition.type() + "=" + status + "/" + condition.reason();
  }

  /// Returns the pods of a role.
  FilterWatchListDeletable<Pod, PodList, PodResource> pods(String training, String role) {
    return CLIENT
        .pods()
        .inNamespace(namespace())
        .withLabels(
            new TreeMap<>(
                Map.of("alphazero.dev/training", training, "app.kubernetes.io/component", role)));
  }

  /// Waits until a role's pods are exactly so many, and all of them are as they must be; returns
  /// them.
  List<Pod> awaitPods(String training, String role, int count, Predicate<Pod> holds) {
    return awaitPods(
        pods(training, role),
        "%s must have %d %s pods as they should be".formatted(training, count, role),
        pods -> pods.size() == count && pods.stream().allMatch(holds));
  }

  /// Waits until pods are as they must be, and returns them.
  ///
  /// @param rule what they must be, for a failure
  static List<Pod> awaitPods(
      FilterWatchListDeletable<Pod, PodList, PodResource> pods,
      String rule,
      Predicate<List<Pod>> hold) {
    CompletableFuture<List<Pod>> future = pods.informOnCondition(hold::test);
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new AssertionError(
          "%s, pods=%s"
              .formatted(
                  rule,
                  pods.list().getItems().stream()
                      .map(pod -> pod.getMetadata().getName() + " " + pod.getStatus().getPhase())
                      .toList()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      future.cancel(true);
    }
  }

  /// Returns whether a pod has a node.
  static boolean isScheduled(Pod pod) {
    return pod.getSpec().getNodeName() != null && pod.getMetadata().getDeletionTimestamp() == null;
  }

  static boolean isReady(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus().getConditions().stream()
            .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
  }
}
