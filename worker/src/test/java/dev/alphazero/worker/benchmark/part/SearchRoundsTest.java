package dev.alphazero.worker.benchmark.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.search.HashEvaluator;
import dev.alphazero.worker.search.SearchBackend;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class SearchRoundsTest {
  /// The backend that is taken here, which may be a native one, and those that are always there.
  static final Set<SearchBackend> BACKENDS =
      EnumSet.of(Workload.backend(), SearchBackend.JAVA, SearchBackend.REFERENCE);

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aRoundIsOneSearchOfEachGame(SearchBackend backend) {
    try (SearchRounds rounds = rounds(backend, 3, 10)) {
      assertThat(rounds.round()).isEqualTo(30);
      assertThat(rounds.takeSimulations()).isEqualTo(30);
      assertThat(rounds.takeSimulations()).isZero();
    }
  }

  /// The first batch step of a round evaluates the roots, which is no simulation.
  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aRoundUnderWayCountsWhatItDidSoFar(SearchBackend backend) {
    try (SearchRounds rounds = rounds(backend, 3, 10)) {
      int positions = 0;
      for (int step = 0; step < 16; step++) {
        positions += rounds.step();
      }
      assertThat(positions).isEqualTo(16 * 3);
      assertThat(rounds.takeSimulations()).isEqualTo(30 + 3 * 4);
      rounds.step();
      assertThat(rounds.takeSimulations()).isEqualTo(3);
    }
  }

  private static SearchRounds rounds(SearchBackend backend, int games, int simulations) {
    return new SearchRounds(
        Workload.GAME,
        backend,
        Workload.SEARCH,
        games,
        simulations,
        Workload.ALPHA,
        new HashEvaluator());
  }
}
