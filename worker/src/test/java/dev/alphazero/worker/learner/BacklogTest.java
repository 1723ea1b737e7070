package dev.alphazero.worker.learner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BacklogTest {
  /// A window of 1,000 samples.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # at start | was large | waiting now | is large
          0          | false     | 0           | false
          0          | false     | 1000        | false
          0          | false     | 1001        | true
          0          | true      | 501         | true
          0          | true      | 500         | false
          900        | false     | 1000        | false
          900        | false     | 1001        | true
          # what had left the window when the learner started does not count
          5000       | false     | 5000        | false
          5000       | false     | 5001        | true
          5000       | true      | 4501        | true
          5000       | true      | 4500        | false
          5000       | false     | 0           | false
          """)
  void isLargeBeyondAWindowAndUntilHalfOfOne(
      double atStart, boolean wasLarge, double waiting, boolean large) {
    Backlog start = Backlog.atStart(atStart, 1000);
    assertThat(start.isLarge()).isFalse();
    assertThat(new Backlog(wasLarge, start.forgiven()).next(waiting, 1000).isLarge())
        .isEqualTo(large);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "100, 0, 100", "100, 400, 0", "100, 100, 75", "100, 500, 0"})
  void samplesWaitUntilTheirPresentationsAreDone(long added, long presented, double waiting) {
    assertThat(new ReusePacing(4, 8).waiting(added, presented)).isEqualTo(waiting);
  }
}
