package dev.alphazero.operator.live;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Plays the kubelet of one namespace: each new pod runs and is ready at 127.0.0.1.
final class Kubelet implements ResourceEventHandler<Pod>, AutoCloseable {
  private final KubernetesClient client;
  private final Predicate<Pod> healthy;
  private final Set<String> started = ConcurrentHashMap.newKeySet();
  private final SharedIndexInformer<Pod> pods;

  /// @param healthy which pods run; the others wait in a loop of crashes
  Kubelet(KubernetesClient client, String namespace, Predicate<Pod> healthy) {
    this.client = client;
    this.healthy = healthy;
    this.pods = client.pods().inNamespace(namespace).inform(this);
  }

  @Override
  public void onAdd(Pod pod) {
    if (started.add(pod.getMetadata().getUid())) {
      setStatus(pod, healthy.test(pod) ? running(pod) : crashing(pod));
    }
  }

  @Override
  public void onUpdate(Pod old, Pod pod) {}

  @Override
  public void onDelete(Pod pod, boolean unknown) {}

  @Override
  public void close() {
    pods.close();
  }

  private void setStatus(Pod pod, PodStatus status) {
    try {
      client
          .pods()
          .resource(pod)
          .editStatus(
              now -> {
                now.setStatus(status);
                return now;
              });
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw e;
      }
    }
  }

  private static PodStatus running(Pod pod) {
    return new PodStatusBuilder()
        .withPhase("Running")
        .withPodIP("127.0.0.1")
        .addNewPodIP("127.0.0.1")
        .withStartTime(Instant.now().toString())
        .withConditions(
            new PodConditionBuilder().withType("PodScheduled").withStatus("True").build(),
            new PodConditionBuilder().withType("Ready").withStatus("True").build())
        .withContainerStatuses(
            new ContainerStatusBuilder()
                .withName(container(pod))
                .withReady(true)
                .withRestartCount(0)
                .withImage("image")
                .withImageID("image")
                .withState(new ContainerStateBuilder().withNewRunning().endRunning().build())
                .build())
        .build();
  }

  private static PodStatus crashing(Pod pod) {
    return new PodStatusBuilder()
        .withPhase("Running")
        .withConditions(
            new PodConditionBuilder().withType("PodScheduled").withStatus("True").build(),
            new PodConditionBuilder().withType("Ready").withStatus("False").build())
        .withContainerStatuses(
            new ContainerStatusBuilder()
                .withName(container(pod))
                .withReady(false)
                .withRestartCount(3)
                .withImage("image")
                .withImageID("image")
                .withState(
                    new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason("CrashLoopBackOff")
                        .withMessage("back-off 40s restarting failed container")
                        .endWaiting()
                        .build())
                .withLastState(
                    new ContainerStateBuilder()
                        .withNewTerminated()
                        .withReason("Error")
                        .withExitCode(1)
                        .endTerminated()
                        .build())
                .build())
        .build();
  }

  private static String container(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getName();
  }
}
