package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.plan.Completion;
import dev.alphazero.worker.plan.Counters;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutlookTest {
  /// Limits of 100 games, 1,000 steps or 400 s; 0 leaves one out.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # games limit | steps limit | deadline | games | steps | seconds | due  | per step | share | eta
          100           | 0           | 0        | 25    | 50    | 10      | 0    | 0.1      | 0.25  | 30
          # all games are played, most steps are not taken
          100           | 0           | 0        | 100   | 50    | 10      | 300  | 0.1      | 0.25  | 30
          100           | 0           | 0        | 180   | 50    | 10      | 300  | 0.1      | 0.25  | 30
          100           | 0           | 0        | 100   | 350   | 40      | 0    | 0.1      | 1     | 0
          # half of the games, and steps due: what they grow to until the end
          100           | 0           | 0        | 50    | 50    | 10      | 100  | 0.1      | 0.25  | 30
          # before the first step of this process nobody knows how long one takes
          100           | 0           | 0        | 100   | 0     | 10      | 300  | NaN      | 0     | -1
          100           | 0           | 0        | 100   | 100   | 10      | 300  | NaN      | 0.25  | -1
          0             | 1000        | 0        | 9     | 250   | 10      | 0    | 0.01     | 0.25  | 30
          0             | 1000        | 0        | 9     | 1000  | 10      | 300  | 0.1      | 0.25  | 30
          0             | 0           | 400      | 9     | 9     | 100     | 0    | 1        | 0.25  | 300
          0             | 0           | 400      | 9     | 9     | 400     | 1200 | 1        | 0.25  | 1200
          # the nearest limit counts
          100           | 0           | 400      | 50    | 9     | 10      | 0    | 1        | 0.5   | 10
          0             | 0           | 0        | 50    | 9     | 10      | 9    | 1        | -1    | -1
          """)
  void stepsThatAreDueBelongToTheWay(
      long gamesLimit,
      long stepsLimit,
      long deadline,
      long games,
      long steps,
      double seconds,
      int due,
      double perStep,
      double share,
      double eta) {
    Completion limits =
        new Completion(
            stepsLimit, gamesLimit, 0, deadline == 0 ? null : Duration.ofSeconds(deadline), null);
    Outlook outlook = Outlook.of(limits, new Counters(games, 9, steps, seconds), due, perStep);
    assertThat(outlook.share()).isEqualTo(share, within(1e-9));
    assertThat(outlook.etaSeconds()).isEqualTo(eta, within(1e-9));
  }

  @Test
  void beforeTheFirstGameNothingIsKnown() {
    Completion limits = new Completion(0, 100, 0, null, null);
    assertThat(Outlook.of(limits, new Counters(0, 0, 0, 3), 0, Double.NaN))
        .isEqualTo(new Outlook(0, -1));
  }
}
