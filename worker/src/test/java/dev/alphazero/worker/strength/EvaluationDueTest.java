package dev.alphazero.worker.strength;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvaluationDueTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # every | share    | games | evaluated | since | cost | due
          0       | 0.1      | 9000  | 0         | 0     | 0    | false
          100     | 0.1      | 99    | 0         | 0     | 0    | false
          100     | 0.1      | 100   | 0         | 0     | 0    | true
          100     | 0.1      | 150   | 100       | 900   | 1    | false
          100     | 0.1      | 200   | 150       | 900   | 1    | true
          # many games, and an evaluation that takes long: a tenth of the time
          100     | 0.1      | 9000  | 150       | 99    | 10   | false
          100     | 0.1      | 9000  | 150       | 100   | 10   | true
          100     | 0.25     | 9000  | 150       | 39    | 10   | false
          100     | 0.25     | 9000  | 150       | 40    | 10   | true
          # by counts alone
          100     | Infinity | 9000  | 150       | 0     | 10   | true
          100     | Infinity | 9000  | 9000      | 900   | 10   | false
          """)
  void gamesAndTheShareOfTheTimeSayWhen(
      long every,
      double share,
      long games,
      long evaluated,
      double since,
      double cost,
      boolean due) {
    assertThat(new EvaluationDue(every, share).isDue(games, evaluated, since, cost)).isEqualTo(due);
  }
}
