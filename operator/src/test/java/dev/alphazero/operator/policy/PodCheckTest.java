package dev.alphazero.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alphazero.crd.role.Role;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What pods may not ask for. A case is what a training adds to the pods that the operator renders;
/// `container` is of their only container.
final class PodCheckTest {
  private static final String PLAIN =
      """
      metadata:
        labels: {app.kubernetes.io/name: alphazero, alphazero.dev/training: c4}
        annotations: {karpenter.sh/do-not-disrupt: "true"}
      spec:
        serviceAccountName: c4
        securityContext: {runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532}
        terminationGracePeriodSeconds: 60
        tolerations:
        - {key: node-role.kubernetes.io/ours, operator: Exists}
        affinity:
          nodeAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              preference: {matchExpressions: [{key: pool, operator: In, values: [ours]}]}
        containers:
        - name: actor
          image: registry.example/alphazero/worker:1
          imagePullPolicy: IfNotPresent
          env:
          - {name: NVIDIA_VISIBLE_DEVICES, value: void}
      """;

  /// Bounds every field that is free by default.
  private static final Bounds STRICT =
      PolicyReader.read(
              """
              version: 1
              bounds:
                images: {refuse: ["*"], allow: [ghcr.io/acme/worker]}
                runtimeClasses: {refuse: [kata-*]}
                nodeLabels: {refuse: ["*"], allow: [pool=games, zone]}
                environment: {refuse: [HTTP*, NVIDIA_VISIBLE_DEVICES]}
                environmentSources: {refuse: ["ConfigMap/*"], allow: [ConfigMap/proxy]}
                serviceAccounts: {refuse: [default]}
                imagePullPolicies: {refuse: [Never]}
                users: [{min: 1000, max: 1999}]
                groups: [{min: 0, max: 0}, {min: 3000, max: 3999}]
              """)
          .boundsOf(Map.of());

  private static final Set<NamedObject> ALLOWED =
      Set.of(
          new NamedObject("Secret", "proxy"),
          new NamedObject("ConfigMap", "proxy"),
          new NamedObject("ConfigMap", "other"),
          new NamedObject("ServiceAccount", "trainer"),
          new NamedObject("ServiceAccount", "default"));

  @Test
  void whatTheOperatorRendersIsAllowed() {
    assertThat(check("{}", null, STRICT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec: {priorityClassName: batch} |
          spec: {priorityClassName: system-node-critical} | spec.pods.actor.priorityClassName asks for system-node-critical, which the policy refuses by priorityClasses.refuse=system-*
          spec: {runtimeClassName: nvidia} |
          metadata: {labels: {team: games}} |
          metadata: {labels: {app: payments}} | spec.pods.actor.labels asks for app, which the policy refuses by labels.refuse=app
          metadata: {labels: {k8s-app: dns}} | by labels.refuse=k8s-app
          metadata: {labels: {app.kubernetes.io/version: x}} | by labels.refuse=app.kubernetes.io/*
          metadata: {labels: {node.kubernetes.io/x: y}} | by labels.refuse=*.kubernetes.io/*
          metadata: {labels: {kubernetes.io/x: y}} | by labels.refuse=kubernetes.io/*
          metadata: {labels: {kueue.x-k8s.io/queue-name: q}} |
          metadata: {annotations: {example.com/note: kept}} |
          metadata: {annotations: {iam.amazonaws.com/role: admin}} | spec.pods.actor.annotations asks for iam.amazonaws.com/role
          spec: {nodeSelector: {pool: anything}} |
          spec: {tolerations: [{key: dedicated, operator: Exists}]} |
          spec: {tolerations: [{operator: Exists}]} | spec.pods.actor.tolerations asks for every taint, by a toleration without a key,
          spec: {tolerations: [{operator: Exists, effect: NoExecute, key: ''}]} | by tolerations.refuse=node-role.kubernetes.io/*
          spec: {tolerations: [{key: node-role.kubernetes.io/control-plane}]} | spec.pods.actor.tolerations asks for node-role.kubernetes.io/control-plane
          container: {env: [{name: LOG_LEVEL, value: debug}]} |
          container: {env: [{name: NVIDIA_VISIBLE_DEVICES, value: all}]} | spec.pods.actor.env asks for NVIDIA_VISIBLE_DEVICES
          spec: {terminationGracePeriodSeconds: 3600} |
          spec: {terminationGracePeriodSeconds: 3601} | spec.pods.actor.terminationGracePeriodSeconds asks for terminationGracePeriodSeconds=3601
          spec: {securityContext: {runAsUser: 65532, fsGroup: null, runAsGroup: null}} |
          spec: {securityContext: {runAsUser: 1000}} | spec.pods.actor.securityContext.runAsUser asks for runAsUser=1000, which the policy refuses by users: it has no ranges
          spec: {affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, namespaces: [games]}]}}} |
          spec: {affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, namespaces: [bank]}]}}} | spec.pods.actor.affinity asks for pods of other namespaces
          spec: {affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {topologyKey: zone, namespaceSelector: {}}}]}}} | by affinityToOtherNamespaces=false
          """)
  void byDefault(String added, @Nullable String words) {
    assertWords(check(added, null, Bounds.DEFAULT), words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec: {runtimeClassName: kata-qemu} | spec.pods.actor.runtimeClassName asks for kata-qemu
          spec: {nodeSelector: {pool: games}} |
          spec: {nodeSelector: {pool: bank}} | spec.pods.actor.nodeSelector asks for pool, which the policy refuses by nodeLabels.refuse=*
          spec: {nodeSelector: {zone: a}} |
          spec: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: pool, operator: In, values: [games, bank]}]}]}}}} | spec.pods.actor.affinity.nodeAffinity asks for pool
          spec: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: pool, operator: In, values: [games]}]}]}}}} |
          spec: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: pool, operator: NotIn, values: [games]}]}]}}}} | affinity.nodeAffinity asks for pool
          spec: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [node-7]}]}]}}}} | affinity.nodeAffinity asks for metadata.name
          container: {env: [{name: HTTP_PROXY, value: x}]} | spec.pods.actor.env asks for HTTP_PROXY, which the policy refuses by environment.refuse=HTTP*
          container: {env: [{name: A, valueFrom: {secretKeyRef: {name: proxy, key: k}}}]} |
          container: {env: [{name: A, valueFrom: {secretKeyRef: {name: bank, key: k}}}]} | spec.pods.actor.env names Secret/bank, which must be there and be labelled for this training by its owner: kubectl -n games label secret bank alphazero.dev/trainings=c4
          container: {env: [{name: A, valueFrom: {configMapKeyRef: {name: proxy, key: k}}}]} |
          container: {env: [{name: A, valueFrom: {configMapKeyRef: {name: other, key: k}}}]} | spec.pods.actor.env asks for ConfigMap/other, which the policy refuses by environmentSources.refuse=ConfigMap/*
          container: {envFrom: [{secretRef: {name: proxy}}]} |
          container: {envFrom: [{secretRef: {name: c4-tls}}]} | spec.pods.actor.envFrom names Secret/c4-tls
          container: {envFrom: [{configMapRef: {name: proxy}}]} |
          container: {envFrom: [{secretRef: {name: bank, optional: true}}]} | spec.pods.actor.envFrom names Secret/bank
          spec: {serviceAccountName: trainer} |
          spec: {serviceAccountName: payroll} | spec.pods.serviceAccountName names ServiceAccount/payroll, which must be there and be labelled for this training by its owner: kubectl -n games label serviceaccount payroll alphazero.dev/trainings=c4
          spec: {serviceAccountName: default} | spec.pods.serviceAccountName asks for default, which the policy refuses by serviceAccounts.refuse=default
          container: {imagePullPolicy: Always} |
          container: {imagePullPolicy: Never} | spec.pods.actor.imagePullPolicy asks for Never
          spec: {securityContext: {runAsUser: 1999, runAsGroup: 0, fsGroup: 3000, supplementalGroups: [3999]}} |
          spec: {securityContext: {runAsUser: 2000}} | asks for runAsUser=2000, which the policy refuses by users: it is in none of [1000-1999]
          spec: {securityContext: {runAsGroup: 1}} | spec.pods.actor.securityContext.runAsGroup asks for runAsGroup=1
          spec: {securityContext: {fsGroup: 2999}} | spec.pods.actor.securityContext.fsGroup asks for fsGroup=2999
          spec: {securityContext: {supplementalGroups: [3000, 4000]}} | asks for supplementalGroups=4000
          """)
  void withEverythingBounded(String added, @Nullable String words) {
    assertWords(check(added, null, STRICT), words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          registry.example/alphazero/worker:2      |
          registry.example/alphazero/worker-evil:1 | spec.image asks for image=registry.example/alphazero/worker-evil:1, which the policy refuses by images.refuse=*
          ghcr.io/acme/worker:1                    |
          ghcr.io/acme/worker-evil:1               | images.refuse=*
          alphazero/worker:1                       | images.refuse=*
          No Image                                 | it is no image's name
          """)
  void anImageIsTheWorkersOrAllowed(String image, @Nullable String words) {
    assertWords(check("container: {image: '%s'}".formatted(image), image, STRICT), words);
  }

  /// An operator whose workers' image has moved does not quarrel with pods of its own choice.
  @Test
  void anImageThatTheOperatorChoseIsAllowed() {
    assertThat(check("container: {image: 'moved.example/worker:0'}", null, STRICT)).isEmpty();
  }

  @Test
  void everyViolationIsTold() {
    List<Violation> all =
        check(
            """
            metadata: {labels: {app: payments, team: games, kueue.x-k8s.io/queue-name: q}}
            spec:
              priorityClassName: system-node-critical
              tolerations: [{operator: Exists}]
              nodeSelector: {nowhere: "1"}
            """,
            null,
            Bounds.DEFAULT);

    assertThat(all)
        .extracting(Violation::field)
        .containsExactly(
            "spec.pods.actor.priorityClassName",
            "spec.pods.actor.labels",
            "spec.pods.actor.tolerations");
  }

  private static void assertWords(List<Violation> violations, @Nullable String words) {
    if (words == null) {
      assertThat(violations).isEmpty();
    } else {
      assertThat(violations).singleElement().extracting(Violation::text).asString().contains(words);
    }
  }

  private static List<Violation> check(String added, @Nullable String image, Bounds bounds) {
    ObjectNode more = Serialization.unmarshal(added, ObjectNode.class);
    JsonNode container = more.remove("container");
    ObjectNode pods = Serialization.unmarshal(PLAIN, ObjectNode.class);
    merge(pods, more);
    if (container != null) {
      merge((ObjectNode) pods.at("/spec/containers/0"), (ObjectNode) container);
    }
    return PodCheck.of(
        Role.ACTOR,
        Serialization.unmarshal(pods.toString(), PodTemplateSpec.class),
        Serialization.unmarshal(PLAIN, PodTemplateSpec.class),
        image,
        new PodCheck.Context(
            "c4", "games", bounds, List.of("registry.example/alphazero/worker:1"), ALLOWED));
  }

  /// Fields of objects are replaced, elements of lists added.
  private static void merge(ObjectNode into, ObjectNode more) {
    more.properties()
        .forEach(
            field -> {
              JsonNode before = into.get(field.getKey());
              if (before instanceof ObjectNode object
                  && field.getValue() instanceof ObjectNode other) {
                merge(object, other);
              } else if (before instanceof ArrayNode list
                  && field.getValue() instanceof ArrayNode other) {
                list.addAll(other);
              } else {
                into.set(field.getKey(), field.getValue());
              }
            });
  }
}
