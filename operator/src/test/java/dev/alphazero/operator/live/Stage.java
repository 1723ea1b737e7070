package dev.alphazero.operator.live;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.condition.TrainingCondition;
import dev.alphazero.operator.apiserver.ApiServer;
import dev.alphazero.operator.apiserver.ControllerManager;
import dev.alphazero.operator.apiserver.Kubectl;
import dev.alphazero.operator.observe.Watches;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.owned.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A namespace of its own on the shared API server, with the controllers that make and count pods,
/// pods that run at once, and roles that tell what the test says.
final class Stage implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final class Controllers {
    /// Ends with the JVM, as the API server does.
    private static final ControllerManager SHARED = start();

    private static ControllerManager start() {
      ApiServer.shared().installCrds();
      return ControllerManager.start(
          ApiServer.shared(),
          "deployment-controller",
          "replicaset-controller",
          "statefulset-controller",
          "garbage-collector-controller");
    }
  }

  final ApiServer server = ApiServer.shared();
  final KubernetesClient client;
  final String namespace;
  final FakeRoles roles = new FakeRoles();
  private final Kubelet kubelet;

  Stage() {
    this(_ -> true);
  }

  /// @param healthy which pods run; the others crash
  Stage(Predicate<Pod> healthy) {
    Objects.requireNonNull(Controllers.SHARED);
    client = server.client();
    namespace = server.namespace();
    kubelet = new Kubelet(client, namespace, healthy);
  }

  /// Applies manifests as an administrator.
  void applyAll(Collection<? extends HasMetadata> objects) {
    objects.forEach(object -> client.resource(object).serverSideApply());
  }

  RunningOperator operator() {
    return RunningOperator.start(server, namespace, roles);
  }

  Kubectl.Outcome kubectl(String input, String... arguments) {
    List<String> all = new ArrayList<>(List.of("-n", namespace));
    all.addAll(List.of(arguments));
    return server.kubectl(input, all.toArray(String[]::new));
  }

  /// Applies a Connect Four training for the profile `cpu` with more lines below `spec`.
  void apply(String name, String spec) {
    apply(name, "cpu", spec);
  }

  /// The same for another profile.
  void apply(String name, String profile, String spec) {
    mustSucceed(tryApply(name, profile, spec));
  }

  /// The same for many trainings at once.
  void apply(List<String> names, String spec) {
    mustSucceed(
        kubectl(
            names.stream().map(name -> text(name, "cpu", spec)).collect(Collectors.joining()),
            "apply",
            "-f",
            "-"));
  }

  /// The same, when it may be refused.
  Kubectl.Outcome tryApply(String name, String profile, String spec) {
    return kubectl(text(name, profile, spec), "apply", "-f", "-");
  }

  /// Asks whether it would be refused, and leaves nothing behind.
  Kubectl.Outcome tryDryRun(String name, String profile, String spec) {
    return kubectl(text(name, profile, spec), "apply", "--dry-run=server", "-f", "-");
  }

  private static String text(String name, String profile, String spec) {
    return """
        ---
        apiVersion: alphazero.dev/v1alpha1
        kind: AlphaZeroTraining
        metadata: {name: %s}
        spec:
          game: {name: connect-four}
          profile: %s
        %s"""
        .formatted(name, profile, spec.indent(2));
  }

  private static void mustSucceed(Kubectl.Outcome outcome) {
    Assertions.assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  /// Applies as above, and returns when the operator has taken it into account.
  void applyAndSettle(String name, String profile, String spec) {
    apply(name, profile, spec);
    await(
        name + " seen",
        () ->
            Objects.requireNonNull(training(name))
                .getMetadata()
                .getGeneration()
                .equals(status(name).observedGeneration()));
  }

  @Nullable AlphaZeroTraining training(String name) {
    return client.resources(AlphaZeroTraining.class).inNamespace(namespace).withName(name).get();
  }

  /// Returns the status; a new one without anything if there is none yet.
  AlphaZeroTrainingStatus status(String name) {
    AlphaZeroTraining training = training(name);
    return training == null || training.getStatus() == null
        ? new AlphaZeroTrainingStatus(null, null, null, null, null, null, null, null, null)
        : training.getStatus();
  }

  /// Returns `TYPE=STATUS/REASON` of a condition, or nothing.
  String condition(String name, String type) {
    List<TrainingCondition> all =
        Objects.requireNonNullElse(status(name).conditions(), List.<TrainingCondition>of());
    return all.stream()
        .filter(condition -> condition.type().equals(type))
        .map(c -> c.status() + "/" + c.reason())
        .findFirst()
        .orElse("");
  }

  /// Returns the message of a condition, or nothing.
  String message(String name, String type) {
    return Objects.requireNonNullElse(status(name).conditions(), List.<TrainingCondition>of())
        .stream()
        .filter(condition -> condition.type().equals(type))
        .map(TrainingCondition::message)
        .findFirst()
        .orElse("");
  }

  void awaitCondition(String name, String type, String value) {
    Awaitility.await(name + " " + type)
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                Assertions.assertThat(condition(name, type))
                    .as(() -> String.valueOf(status(name).conditions()))
                    .isEqualTo(value));
  }

  void awaitState(String name, String state) {
    Awaitility.await(name + " " + state)
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                Assertions.assertThat(status(name).state())
                    .as(() -> String.valueOf(status(name).conditions()))
                    .isEqualTo(state));
  }

  void await(String what, Callable<Boolean> holds) {
    Awaitility.await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).until(holds);
  }

  /// Returns `Kind/name` of the children to their resource version.
  Map<String, String> children() {
    return byName(objects(), child -> child.getMetadata().getResourceVersion());
  }

  /// Returns the same of one training.
  Map<String, String> children(String training) {
    return byName(objects(training), child -> child.getMetadata().getResourceVersion());
  }

  /// Returns `Kind/name` of the children to the number of changes of their specification.
  Map<String, String> generations() {
    return byName(objects(), child -> String.valueOf(child.getMetadata().getGeneration()));
  }

  /// Returns the children of a training.
  List<HasMetadata> objects(String training) {
    return objects(Map.of(Children.MANAGED_BY, Children.MANAGER, Children.TRAINING, training));
  }

  private List<HasMetadata> objects() {
    return objects(Map.of(Children.MANAGED_BY, Children.MANAGER));
  }

  private List<HasMetadata> objects(Map<String, String> labels) {
    List<HasMetadata> objects = new ArrayList<>();
    for (Class<? extends HasMetadata> kind : Watches.CHILDREN) {
      objects.addAll(
          client.resources(kind).inNamespace(namespace).withLabels(labels).list().getItems());
    }
    objects.removeIf(Stage::isOfAStatefulSet);
    return objects;
  }

  /// A StatefulSet keeps revisions of its own, with the labels of its pods.
  private static boolean isOfAStatefulSet(HasMetadata object) {
    return Ownership.controller(object)
        .filter(owner -> owner.getKind().equals("StatefulSet"))
        .isPresent();
  }

  /// Returns the operator's events.
  List<Event> events() {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> "alphazero.dev/operator".equals(event.getReportingController()))
        .toList();
  }

  static Map<String, String> byName(
      List<HasMetadata> objects, Function<HasMetadata, String> value) {
    Map<String, String> byName = new TreeMap<>();
    objects.forEach(
        object ->
            byName.put(
                object.getKind() + "/" + object.getMetadata().getName(), value.apply(object)));
    return byName;
  }

  @Override
  public void close() {
    kubelet.close();
    client.resources(AlphaZeroTraining.class).inNamespace(namespace).delete();
    roles.close();
    client.close();
  }
}
