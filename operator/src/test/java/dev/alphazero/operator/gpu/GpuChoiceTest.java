package dev.alphazero.operator.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.resolve.GpuClass;
import dev.alphazero.operator.gpu.GpuChoice.Found;
import dev.alphazero.operator.gpu.GpuChoice.Late;
import dev.alphazero.operator.gpu.GpuChoice.None;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GpuChoiceTest {
  private static final GpuNeed GPU = GpuNeed.of(null);

  /// Which class a cluster of A100, L4 and unlabelled GPUs gives to so many inference pods.
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # A100, L4, unlabelled, inference pods, sharing,   class, shared
          1,      0,  0,          1,              AUTO,      HIGH,  true
          0,      1,  0,          1,              AUTO,      MID,   true
          0,      0,  1,          1,              AUTO,      LOW,   true
          2,      0,  0,          1,              AUTO,      HIGH,  false
          1,      1,  0,          1,              AUTO,      MID,   false
          1,      1,  0,          0,              AUTO,      HIGH,  false
          2,      4,  0,          1,              AUTO,      HIGH,  false
          1,      4,  2,          1,              AUTO,      MID,   false
          1,      4,  2,          3,              AUTO,      MID,   false
          1,      2,  2,          3,              AUTO,      LOW,   false
          1,      4,  0,          1,              SHARED,    HIGH,  true
          1,      0,  0,          1,              DEDICATED, HIGH,  false
          1,      1,  0,          5,              DEDICATED, MID,   false
          """)
  void theBestClassWithRoomIsChosen(
      int a100,
      int l4,
      int unlabelled,
      int inferencePods,
      GpuSharing sharing,
      GpuClass gpuClass,
      boolean shared) {
    List<NodeFacts> nodes =
        List.of(
            Nodes.with("a", a100, Nodes.A100),
            Nodes.with("l", l4, Nodes.L4),
            Nodes.node("u", "nvidia.com/gpu", unlabelled, ""));
    List<NodeFacts> present = nodes.stream().filter(n -> !n.allocatable().isEmpty()).toList();
    Found found = found(present, new GpuDemand(GPU, 1, GPU, inferencePods, sharing));
    assertThat(found.gpuClass()).isEqualTo(gpuClass);
    assertThat(found.shared()).isEqualTo(shared);
    assertThat(found.gpus()).isEqualTo(a100 + l4 + unlabelled);
    assertThat(found.pods()).isEqualTo(shared ? 1 : 1 + inferencePods);
  }

  @Test
  void amongDifferentGpusTheChoiceIsSaidAndPinned() {
    List<NodeFacts> nodes =
        List.of(
            Nodes.with("c", 4, Nodes.T4),
            Nodes.with("b", 1, Nodes.A100),
            Nodes.node("d", "nvidia.com/gpu", 1, ""),
            Nodes.node("g", "nvidia.com/gpu", 1, "cloud.google.com/gke-accelerator=nvidia-l4"));
    Found found = found(nodes, new GpuDemand(GPU, 1, GPU, 1, GpuSharing.AUTO));
    assertThat(found.reason())
        .isEqualTo(
            "mid: Tesla-T4 with 15360 MiB and compute capability 7.5 (at least 14000 MiB); of 1"
                + " high, 5 mid, 1 low, the best with room for 2 pods");
    assertThat(found.gpu().node()).isEqualTo("c");
    assertThat(found.pins())
        .containsExactly(
            new NodePin("cloud.google.com/gke-accelerator", List.of("nvidia-l4")),
            new NodePin("nvidia.com/gpu.product", List.of("NVIDIA-A100-SXM4-40GB", "Tesla-T4")));
  }

  @Test
  void equalGpusArePinnedNowhere() {
    Found found =
        found(
            List.of(Nodes.with("b", 1, Nodes.L4), Nodes.with("a", 2, Nodes.L4)),
            new GpuDemand(GPU, 1, GPU, 1, GpuSharing.AUTO));
    assertThat(found.pins()).isEmpty();
    assertThat(found.reason())
        .isEqualTo("mid: NVIDIA-L4 with 23034 MiB and compute capability 8.9 (at least 14000 MiB)");
    assertThat(found.gpu().node()).isEqualTo("a");
  }

  @Test
  void onlyNodesThatThePodsMayRunOnCount() {
    NodeFacts a100 = Nodes.with("a", 2, Nodes.A100);
    NodeFacts t4 = Nodes.with("t", 2, Nodes.T4);
    GpuDemand demand = new GpuDemand(GPU, 1, GPU, 1, GpuSharing.AUTO);
    assertThat(found(List.of(Nodes.cordoned(a100), t4), demand).gpuClass()).isEqualTo(GpuClass.MID);
    assertThat(found(List.of(Nodes.notReady(a100), t4), demand).gpuClass()).isEqualTo(GpuClass.MID);
    assertThat(
            found(List.of(Nodes.tainted(a100, "team", "x", "NoSchedule"), t4), demand).gpuClass())
        .isEqualTo(GpuClass.MID);
    assertThat(
            found(
                    List.of(Nodes.tainted(a100, "nvidia.com/gpu", "present", "NoSchedule"), t4),
                    demand)
                .gpuClass())
        .isEqualTo(GpuClass.HIGH);
    assertThat(GpuChoice.of(List.of(Nodes.cordoned(a100)), demand))
        .isEqualTo(new None(List.of("node a is cordoned")));
  }

  /// Inference and learner may have nodes of their own; the weaker ones decide.
  @Test
  void rolesMayHaveDifferentNodes() {
    GpuNeed small =
        new GpuNeed("nvidia.com/gpu", Map.of("nvidia.com/gpu.product", "Tesla-T4"), List.of());
    List<NodeFacts> nodes = List.of(Nodes.with("a", 2, Nodes.A100), Nodes.with("t", 1, Nodes.T4));
    Found found = found(nodes, new GpuDemand(GPU, 1, small, 1, GpuSharing.AUTO));
    assertThat(found.gpuClass()).isEqualTo(GpuClass.MID);
    assertThat(found.gpus()).isEqualTo(3);
    Found shared = found(nodes, new GpuDemand(GPU, 1, small, 1, GpuSharing.SHARED));
    assertThat(shared.gpuClass()).isEqualTo(GpuClass.HIGH);
    assertThat(GpuChoice.of(nodes.subList(0, 1), new GpuDemand(GPU, 1, small, 1, GpuSharing.AUTO)))
        .isEqualTo(
            new None(
                List.of("node a lacks the nodeSelector's label nvidia.com/gpu.product=Tesla-T4")));
  }

  /// A role on the CPU asks for no GPU, and its nodes do not matter.
  @Test
  void onlyPodsThatAskForAGpuCount() {
    GpuNeed nowhere = new GpuNeed("nvidia.com/gpu", Map.of("pool", "none"), List.of());
    List<NodeFacts> nodes = List.of(Nodes.with("t", 1, Nodes.T4));
    Found inference = found(nodes, new GpuDemand(nowhere, 0, GPU, 3, GpuSharing.DEDICATED));
    assertThat(inference.pods()).isEqualTo(3);
    Found learner = found(nodes, new GpuDemand(GPU, 1, nowhere, 0, GpuSharing.DEDICATED));
    assertThat(learner.pods()).isEqualTo(1);
    assertThat(GpuChoice.of(nodes, new GpuDemand(GPU, 0, GPU, 0, GpuSharing.AUTO)))
        .isEqualTo(new None(List.of()));
  }

  @Test
  void lateGpusCountOnlyWhereThereAreNoOthers() {
    GpuDemand demand = new GpuDemand(GPU, 1, GPU, 1, GpuSharing.AUTO);
    NodeFacts late = Nodes.node("b", "", 0, "gpu.present=true");
    assertThat(GpuChoice.of(List.of(late), demand))
        .isEqualTo(new Late("b", "nvidia.com/gpu.present=true"));
    assertThat(found(List.of(late, Nodes.with("t", 1, Nodes.T4)), demand).gpuClass())
        .isEqualTo(GpuClass.MID);
    assertThat(GpuChoice.of(List.of(), demand)).isEqualTo(new None(List.of()));
    assertThat(GpuChoice.of(List.of(Nodes.cordoned(late)), demand)).isInstanceOf(None.class);
  }

  private static Found found(List<NodeFacts> nodes, GpuDemand demand) {
    GpuChoice choice = GpuChoice.of(nodes, demand);
    assertThat(choice).isInstanceOf(Found.class);
    return (Found) choice;
  }
}
