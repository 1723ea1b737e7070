package dev.alphazero.operator.freeze;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Specifications of pods for tests.
public final class PodsYaml {
  private static final String ROLE =
      """
          %s:
            resources: {cpu: 1500m, memory: 3072Mi}
            nodeSelector: {pool: %s}
            tolerations:
            - {key: dedicated, operator: Equal, value: games, effect: NoSchedule}
            - {operator: Exists, effect: NoExecute, tolerationSeconds: 30}
            env:
            - {name: LOG_LEVEL, value: debug}
            labels: {team: games}
            annotations: {example.com/note: kept}
            priorityClassName: batch
            runtimeClassName: nvidia
            gpuResourceName: nvidia.com/mig-1g.5gb
      """;

  /// Everything that only a cluster reads, below `spec`.
  public static final String EVERYTHING =
      """
        image: registry.example/mine:3
        imagePullSecrets: [registry]
        checkpoints: {onDelete: Delete, storage: {size: 20480Mi, storageClassName: fast}}
        failurePolicy: {maxRestarts: 3}
        ttlAfterFinished: 24h
        suspend: false
        pods:
          protectLearner: true
      """
          + Stream.of("actor", "inference", "learner")
              .map(role -> ROLE.formatted(role, role))
              .collect(Collectors.joining());

  private PodsYaml() {}
}
