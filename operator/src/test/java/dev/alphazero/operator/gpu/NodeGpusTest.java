package dev.alphazero.operator.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.resolve.GpuClass;
import dev.alphazero.operator.gpu.NodeGpus.Late;
import dev.alphazero.operator.gpu.NodeGpus.Unusable;
import dev.alphazero.operator.gpu.NodeGpus.Usable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeGpusTest {
  private static final GpuNeed GPU = GpuNeed.of(null);

  /// Labels of GPU feature discovery, as nodes have them.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NVIDIA-A100-SXM4-40GB                  | 39538  | 8.0  | 8 | 0 | 39538  | HIGH
          NVIDIA-A100-SXM4-80GB                  | 81920  | 8.0  | 8 | 0 | 81920  | HIGH
          NVIDIA-H100-80GB-HBM3                  | 81559  | 9.0  | 8 | 0 | 81559  | HIGH
          Tesla-T4                               | 15109  | 7.5  | 1 | 0 | 15109  | MID
          Tesla-V100-SXM2-16GB                   | 16160  | 7.0  | 4 | 0 | 16160  | MID
          Tesla-V100-SXM2-32GB                   | 32768  | 7.0  | 4 | 0 | 32768  | MID
          Quadro-RTX-8000                        | 49152  | 7.5  | 1 | 0 | 49152  | MID
          NVIDIA-L4                              | 23034  | 8.9  | 1 | 0 | 23034  | MID
          NVIDIA-L40S                            | 46068  | 8.9  | 2 | 0 | 46068  | HIGH
          NVIDIA-GeForce-RTX-4060-Laptop-GPU     | 8188   | 8.9  | 1 | 0 | 8188   | LOW
          NVIDIA-A100-SXM4-40GB-MIG-1g.5gb       | 4864   | 8.0  | 7 | 0 | 4864   | LOW
          NVIDIA-A100-SXM4-40GB-MIG-3g.20gb      | 20096  | 8.0  | 2 | 0 | 20096  | MID
          NVIDIA-H100-80GB-HBM3-MIG-7g.80gb      | 80896  | 9.0  | 1 | 0 | 80896  | HIGH
          NVIDIA-L4-SHARED                       | 23034  | 8.9  | 4 | 4 | 5758   | LOW
          NVIDIA-A100-SXM4-80GB-SHARED           | 81920  | 8.0  | 2 | 2 | 40960  | HIGH
          NVIDIA-A100-SXM4-40GB-SHARED           | 40960  | 8.0  | 2 | 2 | 20480  | MID
          NVIDIA-A100-SXM4-40GB-MIG-3g.20gb-SHARED | 20096 | 8.0 | 4 | 2 | 10048  | LOW
          """)
  void featureDiscoveryTellsTheClass(
      String product,
      long memory,
      String compute,
      long allocatable,
      long replicas,
      long effectiveMiB,
      GpuClass gpuClass) {
    String labels =
        "gpu.product=%s gpu.memory=%d gpu.compute.major=%s gpu.compute.minor=%s gpu.count=%d gpu.replicas=%d"
            .formatted(
                product,
                memory,
                compute.substring(0, 1),
                compute.substring(2),
                allocatable / Math.max(1, replicas),
                replicas);
    Usable usable = usable(Nodes.node("n", "nvidia.com/gpu", allocatable, labels), GPU);
    assertThat(usable.gpu().memoryMiB()).isEqualTo(effectiveMiB);
    assertThat(usable.gpuClass()).isEqualTo(gpuClass);
    assertThat(usable.product()).isEqualTo(product);
    assertThat(usable.doubt()).isEmpty();
    assertThat(usable.evidenceText()).startsWith("nvidia.com/gpu.product=" + product + ", ");
  }

  /// Other sources, and labels that are incomplete.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gpu.product=Tesla-T4                                                           | Tesla-T4 | 15109 | MID
          gpu.product=NVIDIA-A100-SXM4-80GB                                              | NVIDIA-A100-SXM4-80GB | 80000 | HIGH
          gpu.product=NVIDIA-L4 gpu.memory=23034 gpu.sharing-strategy=mps gpu.replicas=2 | NVIDIA-L4 | 11517 | LOW
          gpu.product=NVIDIA-L4-SHARED gpu.memory=23034                                  | NVIDIA-L4-SHARED | 11517 | LOW
          gpu.product=NVIDIA-New gpu.memory=99000                                        | NVIDIA-New | 99000 | MID
          cloud.google.com/gke-accelerator=nvidia-tesla-t4                               | nvidia-tesla-t4 | 15109 | MID
          cloud.google.com/gke-accelerator=nvidia-tesla-v100                             | nvidia-tesla-v100 | 16000 | MID
          cloud.google.com/gke-accelerator=nvidia-l4                                     | nvidia-l4 | 22888 | MID
          cloud.google.com/gke-accelerator=nvidia-tesla-a100                             | nvidia-tesla-a100 | 39538 | HIGH
          cloud.google.com/gke-accelerator=nvidia-a100-80gb                              | nvidia-a100-80gb | 80000 | HIGH
          cloud.google.com/gke-accelerator=nvidia-h100-mega-80gb                         | nvidia-h100-mega-80gb | 80000 | HIGH
          cloud.google.com/gke-accelerator=nvidia-h200-141gb                             | nvidia-h200-141gb | 141000 | HIGH
          cloud.google.com/gke-accelerator=nvidia-gb200                                  | nvidia-gb200 | 183359 | HIGH
          cloud.google.com/gke-accelerator=nvidia-rtx-pro-6000                           | nvidia-rtx-pro-6000 | 95000 | HIGH
          cloud.google.com/gke-accelerator=nvidia-tesla-a100 cloud.google.com/gke-gpu-partition-size=1g.5gb    | nvidia-tesla-a100-MIG-1g.5gb | 5000 | LOW
          cloud.google.com/gke-accelerator=nvidia-l4 cloud.google.com/gke-max-shared-clients-per-gpu=4         | nvidia-l4 | 5722 | LOW
          karpenter.k8s.aws/instance-gpu-name=t4 karpenter.k8s.aws/instance-gpu-memory=16384                   | t4 | 16384 | MID
          karpenter.k8s.aws/instance-gpu-name=a10g karpenter.k8s.aws/instance-gpu-memory=22888                 | a10g | 22888 | MID
          karpenter.k8s.aws/instance-gpu-name=l40s karpenter.k8s.aws/instance-gpu-memory=45776                 | l40s | 45776 | HIGH
          karpenter.k8s.aws/instance-gpu-name=a100 karpenter.k8s.aws/instance-gpu-memory=81920                 | a100 | 81920 | HIGH
          karpenter.k8s.aws/instance-gpu-name=v100                                                             | v100 | 16000 | MID
          eks.amazonaws.com/instance-gpu-name=h100 eks.amazonaws.com/instance-gpu-memory=81920                 | h100 | 81920 | HIGH
          k8s.amazonaws.com/accelerator=nvidia-tesla-v100                                | nvidia-tesla-v100 | 16000 | MID
          karpenter.azure.com/sku-gpu-name=A100                                          | A100 | 39538 | HIGH
          karpenter.azure.com/sku-gpu-name=T4                                            | T4 | 15109 | MID
          kubernetes.azure.com/accelerator=nvidia node.kubernetes.io/instance-type=Standard_NC4as_T4_v3        | t4 | 15109 | MID
          kubernetes.azure.com/accelerator=nvidia node.kubernetes.io/instance-type=Standard_NC24ads_A100_v4    | a100-80gb | 80000 | HIGH
          accelerator=nvidia node.kubernetes.io/instance-type=Standard_NC6s_v3           | v100 | 16000 | MID
          node.kubernetes.io/instance-type=Standard_ND96isr_H100_v5                      | h100 | 80000 | HIGH
          node.kubernetes.io/instance-type=g4dn.xlarge                                   | t4 | 15109 | MID
          node.kubernetes.io/instance-type=g6e.4xlarge                                   | l40s | 45776 | HIGH
          node.kubernetes.io/instance-type=p3dn.24xlarge                                 | v100-32gb | 32000 | MID
          node.kubernetes.io/instance-type=p5en.48xlarge                                 | h200 | 141000 | HIGH
          node.kubernetes.io/instance-type=a2-highgpu-1g                                 | a100-40gb | 40000 | HIGH
          """)
  void otherLabelsTellTheClass(String labels, String product, long memoryMiB, GpuClass gpuClass) {
    Usable usable = usable(Nodes.node("n", "nvidia.com/gpu", 2, labels), GPU);
    assertThat(usable.doubt()).isEmpty();
    assertThat(usable.product()).isEqualTo(product);
    assertThat(usable.gpu().memoryMiB()).isEqualTo(memoryMiB);
    assertThat(usable.gpuClass()).isEqualTo(gpuClass);
  }

  /// MIG with the mixed strategy: a resource and labels of its own for each kind of slice.
  @ParameterizedTest
  @CsvSource({
    "nvidia.com/mig-1g.5gb, 4864, LOW",
    "nvidia.com/mig-3g.20gb, 20096, MID",
    "nvidia.com/mig-7g.40gb, 40448, HIGH"
  })
  void mixedMigHasItsOwnResources(String resource, long memoryMiB, GpuClass gpuClass) {
    String slice = resource.substring("nvidia.com/".length());
    String labels =
        Nodes.A100.formatted(8)
            + " %1$s.product=NVIDIA-A100-SXM4-40GB-%1$s %1$s.memory=%2$d %1$s.count=4"
                .formatted(slice, memoryMiB);
    NodeFacts node = Nodes.node("n", resource, 4, labels);
    Usable usable = usable(node, new GpuNeed(resource, Map.of(), List.of()));
    assertThat(usable.gpu().memoryMiB()).isEqualTo(memoryMiB);
    assertThat(usable.gpuClass()).isEqualTo(gpuClass);
    assertThat(usable.gpu().computeMajor()).isEqualTo(8);
    assertThat(NodeGpus.of(node, GPU))
        .contains(
            new Unusable(
                "node n offers "
                    + resource
                    + " and not nvidia.com/gpu: name it in spec.pods.inference.gpuResourceName and"
                    + " spec.pods.learner.gpuResourceName"));
  }

  @Test
  void aRenamedSharedResourceIsAShareToo() {
    NodeFacts node =
        Nodes.node(
            "n", "nvidia.com/gpu.shared", 4, "gpu.product=NVIDIA-L4 gpu.memory=23034 gpu.count=1");
    Usable usable = usable(node, new GpuNeed("nvidia.com/gpu.shared", Map.of(), List.of()));
    assertThat(usable.gpu().memoryMiB()).isEqualTo(23034 / 4);
    assertThat(NodeGpus.of(node, GPU)).containsInstanceOf(Unusable.class);
  }

  /// What is not known counts as small, and is said.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | node n offers nvidia.com/gpu and no label says which GPU that is
          kubernetes.azure.com/accelerator=nvidia | node n offers nvidia.com/gpu and no label says which GPU that is
          gpu.product=NVIDIA-New | node n does not say how much memory its GPU has
          cloud.google.com/gke-accelerator=nvidia-new | node n has a GPU of unknown memory, cloud.google.com/gke-accelerator=nvidia-new
          karpenter.k8s.aws/instance-gpu-name=l4 karpenter.k8s.aws/instance-gpu-memory=22888 karpenter.k8s.aws/instance-gpu-count=0 | node n has a fraction of a GPU
          gpu.product=NVIDIA-A100-SXM4-40GB gpu.memory=40960 gpu.compute.major=8 gpu.count=1 | node n offers 2 nvidia.com/gpu and has labels for 1: GPUs of several products, of which the weakest counts
          """)
  void whatIsUnknownOrMixedIsLow(String labels, String doubt) {
    Usable usable = usable(Nodes.node("n", "nvidia.com/gpu", 2, labels), GPU);
    assertThat(usable.gpuClass()).isEqualTo(GpuClass.LOW);
    assertThat(usable.doubt()).isEqualTo(doubt);
    assertThat(usable.product()).isNull();
    assertThat(usable.evidenceText()).isNotEmpty();
  }

  @Test
  void aNodeWithoutAnySignOfAGpuIsNotListed() {
    assertThat(
            NodeGpus.of(Nodes.node("n", "", 0, "node.kubernetes.io/instance-type=m5.large"), GPU))
        .isEmpty();
    assertThat(NodeGpus.of(Nodes.node("n", "", 0, "gpu.present=false"), GPU)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gpu.present=true",
    "feature.node.kubernetes.io/pci-10de.present=true",
    "feature.node.kubernetes.io/pci-0302_10de.present=true",
    "cloud.google.com/gke-accelerator=nvidia-l4",
    "kubernetes.azure.com/accelerator=nvidia",
    "karpenter.k8s.aws/instance-gpu-name=t4",
    "node.kubernetes.io/instance-type=g5.xlarge"
  })
  void hardwareThatIsNotOfferedYetIsLate(String label) {
    NodeFacts node = Nodes.node("n", "", 0, label);
    assertThat(NodeGpus.of(node, GPU)).containsInstanceOf(Late.class);
    assertThat(((Late) NodeGpus.of(node, GPU).orElseThrow()).evidence().text())
        .endsWith(label.substring(label.indexOf('.')));
  }

  @Test
  void aNodeThatIsNotReadyIsLateToo() {
    NodeFacts node = Nodes.with("n", 1, Nodes.T4);
    assertThat(NodeGpus.of(Nodes.notReady(node), GPU)).containsInstanceOf(Late.class);
    assertThat(
            NodeGpus.of(Nodes.tainted(node, "node.kubernetes.io/not-ready", "", "NoExecute"), GPU))
        .containsInstanceOf(Late.class);
  }

  @Test
  void brokenMigIsNoGpu() {
    String labels =
        "gpu.product=NVIDIA-A100-SXM4-40GB-MIG-INVALID gpu.memory=0 gpu.count=0 gpu.replicas=0";
    for (long count : new long[] {0, 1}) {
      assertThat(NodeGpus.of(Nodes.node("n", "nvidia.com/gpu", count, labels), GPU))
          .get()
          .extracting(Object::toString)
          .asString()
          .contains("node n has no usable GPU: nvidia.com/gpu.product=")
          .contains("MIG-INVALID");
    }
  }

  private static Usable usable(NodeFacts node, GpuNeed need) {
    Optional<NodeGpus> gpus = NodeGpus.of(node, need);
    assertThat(gpus).containsInstanceOf(Usable.class);
    return (Usable) gpus.orElseThrow();
  }
}
