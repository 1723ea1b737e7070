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

  private static final String OTHER_ROLE =
      """
          %s:
            resources:
              requests: {cpu: 500m, memory: 2Gi, ephemeral-storage: 1Gi}
              limits: {cpu: "2", memory: 3Gi, ephemeral-storage: 2Gi}
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                  - matchExpressions: [{key: disk, operator: In, values: [fast]}]
                preferredDuringSchedulingIgnoredDuringExecution:
                - {weight: 5, preference: {matchExpressions: [{key: spot, operator: DoesNotExist}]}}
              podAntiAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 7
                  podAffinityTerm:
                    topologyKey: kubernetes.io/hostname
                    labelSelector: {matchLabels: {app: noisy}}
            topologySpreadConstraints:
            - {maxSkew: 2, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, minDomains: 2}
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchExpressions: [{key: team, operator: Exists}]}
            env:
            - {name: PROXY_PASSWORD, valueFrom: {secretKeyRef: {name: proxy, key: password}}}
            - {name: REGION, valueFrom: {configMapKeyRef: {name: site, key: region, optional: true}}}
            envFrom:
            - {prefix: S_, secretRef: {name: tokens}}
            - {configMapRef: {name: site, optional: true}}
            securityContext: %s
            imagePullPolicy: Always
            terminationGracePeriodSeconds: 20
      """;

  /// The fields that a cluster with quotas, policies and an identity of its own asks for, below
  /// `spec`.
  public static final String BOUNDED =
      """
        pullSecrets: [{name: registry}]
        cleanUpAfterFinished: 1d
        pods:
          serviceAccountAnnotations: {example.com/role: trainer}
      """
          + OTHER_ROLE.formatted("actor", "{defaults: Platform}")
          + OTHER_ROLE.formatted(
              "inference", "{runAsUser: 1000630000, runAsGroup: 0, fsGroup: 1000630000}")
          + OTHER_ROLE.formatted("learner", "{defaults: Platform, supplementalGroups: [2000]}");

  private PodsYaml() {}
}
