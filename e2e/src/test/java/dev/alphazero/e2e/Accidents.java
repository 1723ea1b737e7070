package dev.alphazero.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// What happens to the pods of a training and of the operator, each time to one of them; returns
/// when it is made good. The same seed makes the same choices among the same pods.
final class Accidents {
  private static final String OPERATOR = "operator";

  /// The kubelet starts a container again after 10 s, 20 s, 40 s and at last 5 min: that would test
  /// its patience.
  private static final int MOST_RESTARTS = 2;

  private final Cluster cluster;
  private final String training;
  private final SortedMap<String, Integer> pods;
  private final List<String> victims;
  private final Random random;

  /// @param pods how many the training has of each role
  Accidents(Cluster cluster, String training, Map<String, Integer> pods, long seed) {
    this.cluster = cluster;
    this.training = training;
    this.pods = new TreeMap<>(pods);
    this.pods.put(OPERATOR, 1);
    victims = List.copyOf(this.pods.keySet());
    random = new Random(seed);
  }

  /// Deletes a pod of each role and of the operator, one after the other.
  void deleteOneOfEach() {
    victims.forEach(this::delete);
  }

  /// Something happens to somebody. Needs `e2e/cluster`.
  void any() {
    String victim = victims.get(random.nextInt(victims.size()));
    switch (random.nextInt(3)) {
      case 0 -> delete(victim);
      case 1 -> killProcess(victim);
      default -> cutConnections(victim);
    }
  }

  /// Deletes a pod without grace.
  private void delete(String victim) {
    Pod pod = one(running(victim));
    tell("delete", pod);
    cluster.client().resource(pod).withGracePeriod(0).delete();
    Cluster.awaitPods(
        podsOf(victim),
        "%s must be followed by another pod".formatted(pod.getMetadata().getName()),
        now ->
            running(now).size() >= wanted(victim)
                && now.stream().noneMatch(it -> uid(it).equals(uid(pod))));
  }

  /// Kills the process of a pod, or deletes the pod if that has happened to it often enough. Needs
  /// `e2e/cluster`.
  private void killProcess(String victim) {
    Pod pod = one(running(victim));
    if (restarts(pod) >= MOST_RESTARTS) {
      delete(victim);
      return;
    }
    tell("kill", pod);
    onNode("kill", pod);
    Cluster.awaitPods(
        podsOf(victim),
        "%s must be started again".formatted(pod.getMetadata().getName()),
        now -> now.stream().anyMatch(it -> uid(it).equals(uid(pod)) && runsAgain(it, pod)));
  }

  /// Ends the connections of a pod. Needs `e2e/cluster`.
  private void cutConnections(String victim) {
    Pod pod = one(running(victim));
    tell("cut", pod);
    onNode("cut", pod);
  }

  /// Takes a node away and waits until the pods of the training that it had are elsewhere. Needs
  /// `e2e/cluster`.
  void loseNode(String node) {
    System.out.printf("lose %s%n", node);
    Command.run("e2e/cluster/node", "kill", node);
    for (String role : List.of("actor", "inference")) {
      awaitElsewhere(role, wanted(role), node);
    }
    cluster.client().nodes().withName(node).delete();
  }

  private void awaitElsewhere(String role, int count, String node) {
    Cluster.awaitPods(
        podsOf(role),
        "%d %s pods must be ready on other nodes than %s".formatted(count, role, node),
        now ->
            running(now).stream()
                    .filter(pod -> !node.equals(pod.getSpec().getNodeName()))
                    .filter(Cluster::isReady)
                    .count()
                >= count);
  }

  /// Returns how many of a training's pods a node has.
  long podsOn(String node) {
    return victims.stream()
        .flatMap(role -> running(role).stream())
        .filter(pod -> node.equals(pod.getSpec().getNodeName()))
        .count();
  }

  private int wanted(String victim) {
    return Objects.requireNonNull(pods.get(victim));
  }

  private static void tell(String what, Pod pod) {
    System.out.printf("%s %s%n", what, pod.getMetadata().getName());
  }

  private static void onNode(String verb, Pod pod) {
    Command.run(
        "e2e/cluster/pod", verb, pod.getMetadata().getNamespace(), pod.getMetadata().getName());
  }

  private FilterWatchListDeletable<Pod, PodList, PodResource> podsOf(String victim) {
    return victim.equals(OPERATOR)
        ? cluster
            .client()
            .pods()
            .inNamespace(Release.NAMESPACE)
            .withLabel("app.kubernetes.io/name", Release.NAME)
        : cluster.pods(training, victim);
  }

  private List<Pod> running(String victim) {
    return Cluster.awaitPods(
        podsOf(victim), victim + " must have a running pod", now -> !running(now).isEmpty());
  }

  private Pod one(List<Pod> pods) {
    List<Pod> candidates = running(pods);
    return candidates.get(random.nextInt(candidates.size()));
  }

  private static List<Pod> running(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(
            pod ->
                !pod.getStatus().getContainerStatuses().isEmpty()
                    && pod.getStatus().getContainerStatuses().getFirst().getState().getRunning()
                        != null)
        .toList();
  }

  private static boolean runsAgain(Pod now, Pod before) {
    return !running(List.of(now)).isEmpty() && restarts(now) > restarts(before);
  }

  private static int restarts(Pod pod) {
    return pod.getStatus().getContainerStatuses().getFirst().getRestartCount();
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }
}
