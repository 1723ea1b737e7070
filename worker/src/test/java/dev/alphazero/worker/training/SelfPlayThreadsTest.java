package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.evaluator.SharedNetwork;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.search.HashEvaluator;
import dev.alphazero.worker.search.Searches;
import dev.alphazero.worker.selfplay.SelfPlayGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Phases of self-play on several threads, with an evaluator that depends on nothing but the
/// position.
final class SelfPlayThreadsTest {
  private static final TrainingPlan PLAN = QuickTraining.plan(true);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aGenerationIsTheSameOnAnyNumberOfThreads(int size) {
    List<Episode> alone = generation(1, 24);
    assertThat(alone.stream().map(Episode::index)).containsExactlyElementsOf(range(10, 34));
    assertThat(alone).allMatch(e -> e.generation() == 3 && e.modelVersion() == 7);
    assertThat(generation(size, 24)).isEqualTo(alone);
  }

  private static List<Episode> generation(int size, int games) {
    try (WorkerThreads threads = new WorkerThreads(size);
        SelfPlayThreads selfPlay = selfPlay(threads, 0)) {
      selfPlay.setWeights(weights(7));
      return selfPlay.playGeneration(3, 10, games, () -> true);
    }
  }

  @Test
  void anUnfinishedGenerationIsIncomplete() {
    try (WorkerThreads threads = new WorkerThreads(2);
        SelfPlayThreads selfPlay = selfPlay(threads, 0)) {
      assertThat(selfPlay.playGeneration(0, 0, 1_000_000, () -> false)).hasSizeLessThan(1_000_000);
    }
  }

  @Test
  void freePhasesGoOnWithTheGamesInProgress() {
    try (WorkerThreads threads = new WorkerThreads(2);
        SelfPlayThreads selfPlay = selfPlay(threads, 100)) {
      List<Episode> episodes = new ArrayList<>();
      for (int phase = 1; phase <= 3; phase++) {
        // More than the games in progress, so that some of them start and end in this phase.
        int enough = episodes.size() + 200;
        selfPlay.setWeights(weights(phase));
        selfPlay.playFreely(
            taken -> {
              episodes.addAll(taken);
              return episodes.size() < enough;
            });
        assertThat(episodes).hasSizeGreaterThanOrEqualTo(enough);
      }
      assertThat(episodes.stream().map(Episode::index)).doesNotHaveDuplicates();
      // At most the games in progress are missing between the first and the last.
      long last = episodes.stream().mapToLong(Episode::index).max().orElseThrow();
      assertThat(last - 100 + 1)
          .isLessThanOrEqualTo(episodes.size() + 2L * PLAN.selfPlay().games());
      assertThat(episodes.stream().map(Episode::modelVersion).distinct())
          .containsExactlyInAnyOrder(1L, 2L, 3L);
    }
  }

  private static Weights weights(int step) {
    return new Weights(new ModelVersion(0, step), new float[0]);
  }

  private static SelfPlayThreads selfPlay(WorkerThreads threads, long firstKey) {
    AtomicLong version = new AtomicLong();
    return new SelfPlayThreads(
        threads,
        firstKey,
        weights -> version.set(weights.version().packed()),
        () -> new SharedNetwork(new HashEvaluator(), version::get),
        (evaluator, keys, sink) ->
            new SelfPlayGroup(
                PLAN.game(),
                Searches.create(
                    PLAN.backend(),
                    PLAN.game(),
                    PLAN.search(),
                    PLAN.selfPlay().games(),
                    PLAN.selfPlay().maxSimulations()),
                PLAN.search(),
                evaluator,
                PLAN.selfPlay(),
                PLAN.layout(),
                PLAN.seed(),
                keys,
                sink),
        () -> {});
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }
}
