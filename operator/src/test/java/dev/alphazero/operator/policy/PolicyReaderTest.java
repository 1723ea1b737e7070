package dev.alphazero.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a policy is read, and whose bounds a namespace has.
final class PolicyReaderTest {
  private static final String TWO_TEAMS =
      """
      version: 1
      contact: the platform team
      bounds:
        images: {refuse: ["*"], allow: [ghcr.io/acme/worker]}
        users: [{min: 1000, max: 2000}]
      namespaces:
      - name: gold
        namespaceSelector: {matchLabels: {tier: gold}}
        bounds: {priorityClasses: {refuse: [system-*, low]}}
      - name: locked
        namespaceSelector:
          matchExpressions: [{key: tier, operator: In, values: [gold, locked]}]
        bounds: {images: {refuse: ["*"]}}
      """;

  @Test
  void whatIsLeftOutIsAsByDefault() {
    Bounds bounds = PolicyReader.read("version: 1").boundsOf(Map.of());

    assertThat(bounds).isEqualTo(Bounds.DEFAULT);
    assertThat(Policy.DEFAULT.boundsOf(Map.of())).isEqualTo(Bounds.DEFAULT);
  }

  @Test
  void theFirstEntryThatFitsANamespaceCounts() {
    Policy policy = PolicyReader.read(TWO_TEAMS);

    Bounds other = policy.boundsOf(Map.of("tier", "silver"));
    Bounds gold = policy.boundsOf(Map.of("tier", "gold"));
    Bounds locked = policy.boundsOf(Map.of("tier", "locked"));

    assertThat(other.images()).isEqualTo(new Rule(List.of("*"), List.of("ghcr.io/acme/worker")));
    assertThat(other.priorityClasses()).isEqualTo(Bounds.DEFAULT.priorityClasses());
    assertThat(gold.images()).isEqualTo(other.images());
    assertThat(gold.users()).isEqualTo(other.users()).hasSize(1);
    assertThat(gold.priorityClasses()).isEqualTo(new Rule(List.of("system-*", "low"), null));
    assertThat(locked.images()).isEqualTo(new Rule(List.of("*"), null));
    assertThat(policy.whomToAsk()).isEqualTo("the platform team");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          matchLabels: {kubernetes.io/metadata.name: a}                                  | false
          matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [a]}] | false
          matchLabels: {tier: gold}                                                      | true
          matchExpressions: [{key: tier, operator: Exists}]                              | true
          """)
  void namesOfNamespacesAreKnownWithoutReadingThem(String selector, boolean reads) {
    Policy policy =
        PolicyReader.read(
            "{version: 1, namespaces: [{name: a, namespaceSelector: {%s}, bounds: {}}]}"
                .formatted(selector));

    assertThat(policy.readsNamespaces()).isEqualTo(reads);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tier=gold | {matchLabels: {tier: gold}}                                             | true
          tier=iron | {matchLabels: {tier: gold}}                                             | false
          tier=gold | {matchLabels: {tier: gold, team: a}}                                    | false
          tier=gold | {}                                                                      | true
          tier=gold | {matchExpressions: [{key: tier, operator: In, values: [iron, gold]}]}   | true
          tier=gold | {matchExpressions: [{key: tier, operator: NotIn, values: [iron]}]}      | true
          tier=gold | {matchExpressions: [{key: team, operator: NotIn, values: [a]}]}         | true
          tier=gold | {matchExpressions: [{key: tier, operator: Exists}]}                     | true
          tier=gold | {matchExpressions: [{key: tier, operator: DoesNotExist}]}               | false
          """)
  void aSelectorIsAsEverywhere(String label, String selector, boolean fits) {
    Policy policy =
        PolicyReader.read(
            "{version: 1, namespaces: [{name: a, namespaceSelector: %s, bounds: {maxTerminationGracePeriodSeconds: 5}}]}"
                .formatted(selector));
    String[] pair = label.split("=", -1);

    assertThat(policy.boundsOf(Map.of(pair[0], pair[1])).maxTerminationGracePeriodSeconds())
        .isEqualTo(fits ? 5 : Bounds.DEFAULT.maxTerminationGracePeriodSeconds());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [] | the policy must be one YAML object
          '{version: 1, version: 1}' | the policy must be YAML
          {} | policy.version must be 1, version=null
          {version: 2} | policy.version must be 1, version=2
          {version: 1, bound: {}} | bound
          {version: 1, bounds: {image: {}}} | policy.bounds.image
          {version: 1, bounds: {images: {refuse: x}}} | policy.bounds.images.refuse
          {version: 1, bounds: {labels: {refuse: [1]}}} | policy.bounds.labels.refuse[0]
          {version: 1, bounds: {labels: {refuse: ['']}}} | policy.bounds.labels.refuse must have names
          {version: 1, bounds: {images: {allow: [ghcr.io]}}} | policy.bounds.images.allow must have repositories such as ghcr.io/acme/worker
          {version: 1, bounds: {users: [{min: 5, max: 4}]}} | policy.bounds.users must have ranges with 0 <= min <= max, min=5, max=4
          {version: 1, bounds: {maxTerminationGracePeriodSeconds: 0}} | policy.bounds.maxTerminationGracePeriodSeconds must be at least 1, seconds=0
          {version: 1, namespaces: [{name: a, bounds: {}}]} | namespaceSelector
          {version: 1, namespaces: [{name: ' ', namespaceSelector: {}, bounds: {}}]} | policy.namespaces[0].name
          {version: 1, namespaces: [{name: a, namespaceSelector: {}, bounds: {}}, {name: a, namespaceSelector: {}, bounds: {}}]} | policy.namespaces[1].name must be there and another in each entry, name=a
          {version: 1, namespaces: [{name: a, namespaceSelector: {matchExpressions: [{key: k, operator: In}]}, bounds: {}}]} | policy.namespaces[0].namespaceSelector must have values with In and NotIn
          {version: 1, namespaces: [{name: a, namespaceSelector: {matchExpressions: [{key: k, operator: Is}]}, bounds: {}}]} | operator
          {version: 1, namespaces: [{name: a, namespaceSelector: {}, bounds: {images: {allow: ['a b']}}}]} | policy.namespaces[0].bounds.images.allow
          """)
  void aMistypedBoundIsAnError(String text, String words) {
    assertThatThrownBy(() -> PolicyReader.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
