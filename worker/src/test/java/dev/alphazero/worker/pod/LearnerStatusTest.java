package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.progress.LearnerProgress.State;
import dev.alphazero.crd.progress.Limits;
import dev.alphazero.worker.arena.Elo;
import dev.alphazero.worker.arena.MatchResult;
import dev.alphazero.worker.plan.Counters;
import dev.alphazero.worker.run.EvaluationResult;
import dev.alphazero.worker.training.Progress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LearnerStatusTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T02:59:10.5Z"), ZoneOffset.UTC);
  private static final Counters COUNTERS = new Counters(120_377, 2_931_402, 41_873, 9_000);

  private static final Limits LIMITS = new Limits(100_000L, null, null, null, null);

  private final List<String> lines = new ArrayList<>();
  private final LearnerStatus status = new LearnerStatus(lines::add, CLOCK, 512, 4, LIMITS);

  @Test
  void nothingIsSaidBeforeTheCountersAreKnown() {
    assertThat(status.document(Optional.empty())).isNull();
    status.note("a line");
    assertThat(lines).containsExactly("a line");
  }

  @Test
  void aFailureIsSaidEvenThen() {
    status.failed("the volume holds the run of another training");
    assertThat(document().state()).isEqualTo(State.FAILED);
    assertThat(document().reason()).isEqualTo("the volume holds the run of another training");
  }

  @Test
  void aLearnerThatStartsKeepsItsCounters() {
    status.starting(3, COUNTERS);
    LearnerProgress document = document();
    assertThat(document.state()).isEqualTo(State.STARTING);
    assertThat(document.incarnation()).isEqualTo(3);
    assertThat(document.steps()).isEqualTo(41_873);
    assertThat(document.games()).isEqualTo(120_377);
    assertThat(document.samples()).isEqualTo(2_931_402);
    assertThat(document.gamesPerHour()).isNull();
  }

  @Test
  void aRunningLearnerTellsItsRates() {
    status.starting(3, COUNTERS);
    status.progress(new Progress(COUNTERS, 0.25, 51_240.5, 1_024, 512, 1.3, 0.2, null, 8_120));
    status.checkpointed(41_800);
    LearnerProgress document = document();
    assertThat(document.state()).isEqualTo(State.RUNNING);
    assertThat(document.percent()).isEqualTo(25);
    assertThat(document.etaSeconds()).isEqualTo(8_120);
    assertThat(document.stepsPerSecond()).isEqualTo(2);
    assertThat(document.samplesPerSecond()).isEqualTo(512);
    assertThat(document.replayRatio()).isEqualTo(0.5); // 2 presentations of the 4 allowed
    assertThat(document.loss()).isEqualTo(1.5);
    assertThat(document.checkpoint())
        .isEqualTo(new LearnerProgress.Checkpoint(41_800, "2026-01-01T02:59:10Z"));
  }

  @Test
  void theLimitsThatItWorksByAreTold() {
    status.starting(3, COUNTERS);
    assertThat(document().limits()).isEqualTo(LIMITS);
    Limits raised = new Limits(200_000L, null, null, "6h", null);
    status.limits(raised);
    assertThat(document().limits()).isEqualTo(raised);
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    status.starting(1, COUNTERS);
    status.progress(new Progress(COUNTERS, -1, 0, 0, 0, Double.NaN, Double.NaN, null, -1));
    LearnerProgress document = document();
    assertThat(document.percent()).isNull();
    assertThat(document.etaSeconds()).isNull();
    assertThat(document.loss()).isNull();
    assertThat(document.replayRatio()).isNull();
    assertThat(document.elo()).isNull();
  }

  @Test
  void aCleanSweepCountsAsTheNearEndOfItsInterval() {
    status.starting(1, COUNTERS);
    status.evaluated(
        evaluation(new Elo(1, Double.POSITIVE_INFINITY, 380, Double.POSITIVE_INFINITY, 20)));
    assertThat(document().elo()).isEqualTo(380);
    assertThat(document().errorRate()).isEqualTo(0.05);
    status.evaluated(evaluation(new Elo(0.7, 147, 60, 240, 20)));
    assertThat(document().elo()).isEqualTo(147);
  }

  @Test
  void theEndIsSaidWithItsReason() {
    status.starting(1, COUNTERS);
    status.progress(new Progress(COUNTERS, 0.99, 1, 1, 1, 1, 1, null, 1));
    assertThat(status.hasEnded()).isFalse();
    status.complete("100,000 training steps", COUNTERS);
    assertThat(status.hasEnded()).isTrue();
    assertThat(document().state()).isEqualTo(State.COMPLETE);
    assertThat(document().reason()).isEqualTo("100,000 training steps");
    assertThat(document().percent()).isEqualTo(100);
    assertThat(document().gamesPerHour()).isNull();
    status.failed("the loss is not finite");
    assertThat(document().state()).isEqualTo(State.FAILED);
    assertThat(document().reason()).isEqualTo("the loss is not finite");
  }

  private LearnerProgress document() {
    return Objects.requireNonNull(status.document(Optional.empty()));
  }

  private static EvaluationResult evaluation(Elo elo) {
    return new EvaluationResult(
        COUNTERS,
        64,
        1_000,
        Map.of("all", 50),
        List.of(new MatchResult("c4", "mcts:400", 20, 0, 0, elo)));
  }
}
