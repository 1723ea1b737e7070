package dev.alphazero.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which identities of a cloud a training may take.
final class AccountCheckTest {
  private static final Map<String, String> ANNOTATIONS =
      Map.of(
          "eks.amazonaws.com/role-arn", "arn:aws:iam::111122223333:role/payroll",
          "example.com/note", "kept");

  @Test
  void noneByDefault() {
    assertThat(AccountCheck.of(ANNOTATIONS, Bounds.DEFAULT))
        .extracting(Violation::text)
        .containsExactly(
            "spec.pods.serviceAccountAnnotations asks for eks.amazonaws.com/role-arn, which the"
                + " policy refuses by serviceAccountAnnotations.refuse=*",
            "spec.pods.serviceAccountAnnotations asks for example.com/note, which the policy"
                + " refuses by serviceAccountAnnotations.refuse=*");
  }

  @Test
  void thoseThatAreAllowedByKeyOrByValue() {
    Bounds bounds =
        PolicyReader.read(
                """
                version: 1
                bounds:
                  serviceAccountAnnotations:
                    refuse: ["*"]
                    allow: [example.com/*, "eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/games-*"]
                """)
            .boundsOf(Map.of());

    assertThat(AccountCheck.of(ANNOTATIONS, bounds))
        .singleElement()
        .returns("eks.amazonaws.com/role-arn", Violation::value);
    assertThat(
            AccountCheck.of(
                Map.of(
                    "eks.amazonaws.com/role-arn", "arn:aws:iam::111122223333:role/games-trainer"),
                bounds))
        .isEmpty();
  }
}
