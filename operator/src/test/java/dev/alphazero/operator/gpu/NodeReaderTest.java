package dev.alphazero.operator.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.operator.gpu.NodeFacts.Taint;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NodeReaderTest {
  @Test
  void aGpuNodeKeepsItsLabels() {
    NodeFacts facts =
        read(
            """
            metadata:
              name: gpu-1
              labels:
                nvidia.com/gpu.product: Tesla-T4
                nvidia.com/gfd.timestamp: "1700000000"
                pool: lab
            spec:
              unschedulable: true
              taints:
              - {key: nvidia.com/gpu, value: present, effect: NoSchedule}
              - {key: spot, effect: NoExecute}
            status:
              allocatable:
                cpu: 3920m
                memory: 15Gi
                hugepages-2Mi: "0"
                nvidia.com/gpu: "4"
                nvidia.com/mig-1g.5gb: "0"
                amd.com/gpu: 1k
              conditions:
              - {type: MemoryPressure, status: "False"}
              - {type: Ready, status: "True"}
            """);
    assertThat(facts)
        .isEqualTo(
            new NodeFacts(
                "gpu-1",
                Map.of("nvidia.com/gpu.product", "Tesla-T4", "pool", "lab"),
                Map.of("nvidia.com/gpu", 4L, "nvidia.com/mig-1g.5gb", 0L, "amd.com/gpu", 1000L),
                List.of(
                    new Taint("nvidia.com/gpu", "present", "NoSchedule"),
                    new Taint("spot", null, "NoExecute")),
                true,
                true));
  }

  @Test
  void aNodeWithoutGpusKeepsNone() {
    NodeFacts facts =
        read(
            """
            metadata: {name: cpu-1, labels: {pool: lab, node.kubernetes.io/instance-type: m5.large}}
            status:
              allocatable: {cpu: "4"}
              conditions: [{type: Ready, status: Unknown}]
            """);
    assertThat(facts)
        .isEqualTo(new NodeFacts("cpu-1", Map.of(), Map.of(), List.of(), false, false));
  }

  @Test
  void aNodeThatJustJoinedIsRead() {
    assertThat(read("metadata: {name: new}"))
        .isEqualTo(new NodeFacts("new", Map.of(), Map.of(), List.of(), false, false));
    assertThat(read("metadata: {name: new, labels: {nvidia.com/gpu.present: \"true\"}}").labels())
        .containsOnlyKeys("nvidia.com/gpu.present");
  }

  private static NodeFacts read(String yaml) {
    return NodeReader.of(
        Serialization.unmarshal("kind: Node\napiVersion: v1\n" + yaml, Node.class));
  }
}
