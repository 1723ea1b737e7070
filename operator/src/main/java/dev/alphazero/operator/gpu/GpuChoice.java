package dev.alphazero.operator.gpu;

import dev.alphazero.crd.resolve.GpuClass;
import dev.alphazero.operator.gpu.NodeGpus.Usable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The GPUs that a training's pods can have in a cluster.
public sealed interface GpuChoice {
  /// There are some.
  ///
  /// @param gpu the weakest of those that the sizes are for
  /// @param gpus how many the pods may run on, in all
  /// @param pods how many GPUs the pods ask for
  /// @param shared whether learner and inference share one
  /// @param room what there is by class, if that is more than one; else empty
  /// @param pins where the pods should run, if other nodes have weaker GPUs; else empty
  record Found(Usable gpu, long gpus, int pods, boolean shared, String room, List<NodePin> pins)
      implements GpuChoice {
    public Found {
      pins = List.copyOf(pins);
    }

    public GpuClass gpuClass() {
      return gpu.gpuClass();
    }

    /// Returns `high: NVIDIA-L40S with 46068 MiB and compute capability 8.9 (at least …)`.
    public String reason() {
      String what =
          gpu.doubt().isEmpty() ? gpu.gpu().text() + " (" + gpuClass().rule() + ")" : gpu.doubt();
      String choice =
          room.isEmpty()
              ? ""
              : "; of "
                  + room
                  + ", the best with room for "
                  + pods
                  + (pods == 1 ? " pod" : " pods");
      return gpuClass().profile() + ": " + what + choice;
    }
  }

  /// There are none yet: labels announce them.
  record Late(String node, String evidence) implements GpuChoice {}

  /// There are none.
  ///
  /// @param unusable why GPUs that there are cannot be used, one sentence each
  record None(List<String> unusable) implements GpuChoice {
    public None {
      unusable = List.copyOf(unusable);
    }
  }

  /// Returns the choice among a cluster's nodes.
  static GpuChoice of(List<NodeFacts> nodes, GpuDemand demand) {
    if (demand.isNone()) {
      return new None(List.of());
    }
    if (demand.learnerPods() == 0) {
      Survey inference = Survey.of(nodes, demand.inference());
      return among(demand, inference, inference);
    }
    Survey learner = Survey.of(nodes, demand.learner());
    if (demand.inferencePods() == 0 || demand.inference().equals(demand.learner())) {
      return among(demand, learner, learner);
    }
    return among(demand, learner, Survey.of(nodes, demand.inference()));
  }

  private static GpuChoice among(GpuDemand demand, Survey learner, Survey inference) {
    List<Survey> lacking =
        Stream.of(learner, inference).filter(survey -> survey.usable().isEmpty()).toList();
    if (lacking.stream().anyMatch(survey -> survey.late().isEmpty())) {
      return new None(lacking.stream().flatMap(s -> s.unusable().stream()).distinct().toList());
    }
    if (!lacking.isEmpty()) {
      NodeGpus.Late first = lacking.getFirst().late().getFirst();
      return new Late(first.node(), first.evidence().text());
    }
    List<Usable> all =
        Stream.concat(learner.usable().stream(), inference.usable().stream()).distinct().toList();
    long gpus = all.stream().mapToLong(Usable::count).sum();
    boolean shared =
        switch (demand.sharing()) {
          case AUTO -> gpus == 1;
          case DEDICATED -> false;
          case SHARED -> true;
        };
    Map<Survey, Integer> pods = new LinkedHashMap<>();
    if (demand.learnerPods() > 0) {
      pods.put(learner, demand.learnerPods());
    }
    if (!shared && demand.inferencePods() > 0) {
      pods.merge(inference, demand.inferencePods(), Integer::sum);
    }
    return found(all, gpus, shared, pods);
  }

  /// Where roles have different nodes, the one with the weaker GPUs decides.
  private static Found found(
      List<Usable> all, long gpus, boolean shared, Map<Survey, Integer> pods) {
    Map.Entry<Survey, Integer> weaker =
        pods.entrySet().stream()
            .min(Comparator.comparing(one -> one.getKey().choose(one.getValue()).gpuClass()))
            .orElseThrow();
    Survey survey = weaker.getKey();
    Usable gpu = survey.choose(weaker.getValue());
    List<Usable> fit =
        all.stream().filter(one -> one.gpuClass().compareTo(gpu.gpuClass()) >= 0).toList();
    return new Found(
        gpu,
        gpus,
        pods.values().stream().mapToInt(Integer::intValue).sum(),
        shared,
        survey.isMixed() ? survey.text() : "",
        fit.size() == all.size() ? List.of() : NodePin.of(fit));
  }
}
