package dev.alphazero.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a rule refuses.
final class RuleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          system-*            | system-node-critical | true
          system-*            | system-              | true
          system-*            | my-system-x          | false
          app                 | app                  | true
          app                 | apps                 | false
          app                 | my.app               | false
          *.kubernetes.io/*   | node.kubernetes.io/x | true
          *.kubernetes.io/*   | kubernetes.io/x      | false
          *.kubernetes.io/*   | x.kubernetes.io.y/x  | false
          *.kubernetes.io/*   | kueue.x-k8s.io/queue | false
          *                   | ''                   | true
          a*b*c               | abc                  | true
          a*b*c               | aXbYc                | true
          a*b*c               | acb                  | false
          a*a                 | a                    | false
          a.c                 | abc                  | false
          """)
  void aStarStandsForAnyCharacters(String pattern, String name, boolean matches) {
    assertThat(Rule.matches(pattern, name)).isEqualTo(matches);
  }

  /// Patterns have spaces between them; no value means any.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''            | ''          | pool | a     |
          *             | ''          | pool | a     | *
          *             | pool        | pool | a     |
          *             | pool        | pool |       |
          *             | pool=a      | pool | a     |
          *             | pool=a      | pool | b     | *
          *             | pool=a      | pool |       | *
          *             | pool=a-*    | pool | a-1   |
          pool=b        | ''          | pool | a     |
          pool=b        | ''          | pool | b     | pool=b
          pool=b        | ''          | pool |       | pool=b
          pool=b        | pool        | pool |       |
          zone pool=b   | ''          | zone | a     | zone
          """)
  void whatIsAllowedIsNotRefused(
      String refuse, String allow, String name, @Nullable String value, @Nullable String pattern) {
    assertThat(new Rule(patterns(refuse), patterns(allow)).refusal(name, value)).isEqualTo(pattern);
  }

  @ParameterizedTest
  @CsvSource({"any", "none"})
  void aRuleWithoutListsRefusesNothing(String name) {
    assertThat(new Rule(null, null).refusal(name)).isNull();
  }

  private static List<String> patterns(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" +", -1));
  }
}
