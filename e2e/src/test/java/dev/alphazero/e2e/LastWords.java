package dev.alphazero.e2e;

import dev.alphazero.crd.AlphaZeroTraining;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// What a person would look at after a failure: trainings, pods, events, logs.
final class LastWords {
  private static final int LINES = 60;
  private static final int EVENTS = 60;

  private LastWords() {}

  static void print(KubernetesClient client, String namespace, String test) {
    StringBuilder out =
        new StringBuilder("\n==== last words of " + test + ", namespace " + namespace);
    for (AlphaZeroTraining training :
        client.resources(AlphaZeroTraining.class).inNamespace(namespace).list().getItems()) {
      heading(out, "training " + training.getMetadata().getName());
      if (training.getStatus() != null) {
        out.append("state ").append(training.getStatus().state()).append('\n');
        Objects.requireNonNullElse(training.getStatus().conditions(), List.of())
            .forEach(condition -> out.append(condition).append('\n'));
        out.append(training.getStatus().progress()).append('\n');
      }
    }
    heading(out, "events");
    List<Event> events = client.v1().events().inNamespace(namespace).list().getItems();
    events.stream()
        .sorted(Comparator.comparing(event -> event.getMetadata().getCreationTimestamp()))
        .skip(Math.max(0, events.size() - EVENTS))
        .forEach(
            event ->
                out.append(event.getMetadata().getCreationTimestamp())
                    .append(' ')
                    .append(event.getInvolvedObject().getKind())
                    .append('/')
                    .append(event.getInvolvedObject().getName())
                    .append(' ')
                    .append(event.getReason())
                    .append(": ")
                    .append(event.getMessage())
                    .append('\n'));
    client.pods().inNamespace(namespace).list().getItems().forEach(pod -> pod(out, client, pod));
    client
        .pods()
        .inNamespace(Release.NAMESPACE)
        .list()
        .getItems()
        .forEach(pod -> pod(out, client, pod));
    System.err.println(out);
  }

  private static void pod(StringBuilder out, KubernetesClient client, Pod pod) {
    String name = pod.getMetadata().getName();
    heading(
        out,
        "pod "
            + name
            + " "
            + pod.getStatus().getPhase()
            + " on "
            + pod.getSpec().getNodeName()
            + (pod.getMetadata().getDeletionTimestamp() == null ? "" : ", being deleted"));
    var found = client.pods().inNamespace(pod.getMetadata().getNamespace()).withName(name);
    for (ContainerStatus status : pod.getStatus().getContainerStatuses()) {
      out.append("restarts ")
          .append(status.getRestartCount())
          .append(", ")
          .append(Serialization.asJson(status.getState()))
          .append('\n');
      out.append(log(() -> found.tailingLines(LINES).getLog()));
      if (status.getRestartCount() > 0) {
        heading(out, "before its last restart");
        out.append(log(() -> found.terminated().tailingLines(LINES).getLog()));
      }
    }
  }

  private static String log(Supplier<String> log) {
    try {
      return log.get();
    } catch (KubernetesClientException e) {
      return "no log: " + e.getMessage() + "\n";
    }
  }

  private static void heading(StringBuilder out, String text) {
    out.append("\n---- ").append(text).append('\n');
  }
}
