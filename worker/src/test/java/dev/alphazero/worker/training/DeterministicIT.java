package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With `--deterministic` a training repeats bit for bit, interrupted or not. `-Dkills=20`
/// interrupts it more often, `-Dtests.seed=N` at other moments.
final class DeterministicIT {
  private static final int KILLS = Integer.getInteger("kills", 3);

  /// Enough for a run not to end before the last interruption.
  private static final int GAMES = 20 + 160 * KILLS;

  @TempDir static Path folder;

  private static RunState uninterrupted;

  private final long seed = Long.getLong("tests.seed", 1);

  @BeforeAll
  static void trainWithoutInterruption() throws Exception {
    QuickTraining training = QuickTraining.in(folder.resolve("uninterrupted"));
    finish(training);
    uninterrupted = RunState.of(training.run());
  }

  @Test
  void anInterruptedRunEndsWithTheSameBits() throws Exception {
    System.out.printf("DeterministicIT: kills=%d tests.seed=%d%n", KILLS, seed);
    QuickTraining training = QuickTraining.in(folder.resolve("interrupted"));
    for (int kill = 0; kill < KILLS; kill++) {
      CounterRandom random = CounterRandom.of(seed, kill, 1, Purpose.TEST);
      KillMoment moment = KillMoment.values()[kill % KillMoment.values().length];
      try (CommandProcess process = training.start(arguments())) {
        moment.await(process, training, random);
        if (kill % 2 == 0) {
          process.kill();
        } else {
          process.signal("TERM");
          assertThat(process.exitCode()).as(process.output()).isZero();
        }
      }
    }
    finish(training);
    requireSame(RunState.of(training.run()));
  }

  @Test
  void measuringStrengthChangesNothing() throws Exception {
    QuickTraining training = QuickTraining.in(folder.resolve("unmeasured"));
    finish(training, "--set", "evaluation.every=0");
    requireSame(RunState.of(training.run()));
  }

  @Test
  void anotherSeedGivesAnotherRun() throws Exception {
    QuickTraining training = QuickTraining.in(folder.resolve("another-seed"));
    finish(training, "--seed", "1");
    RunState other = RunState.of(training.run());
    assertThat(other.episodes()).isNotEqualTo(uninterrupted.episodes());
    assertThat(RunState.sameBits(other.newest().state(), uninterrupted.newest().state())).isFalse();
  }

  private static void requireSame(RunState state) {
    assertThat(state.episodes()).isEqualTo(uninterrupted.episodes());
    assertThat(state.progress().step()).isEqualTo(uninterrupted.progress().step()).isPositive();
    assertThat(RunState.sameBits(state.newest().state(), uninterrupted.newest().state())).isTrue();
  }

  private static void finish(QuickTraining training, String... more) throws Exception {
    try (CommandProcess process = training.start(arguments(more))) {
      assertThat(process.exitCode()).as(process.output()).isZero();
    }
  }

  private static String[] arguments(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--deterministic", "--set", "completion.games=" + GAMES));
    // The game's default is none; what is remembered must not reach into the next generation.
    arguments.addAll(List.of("--set", "selfPlay.evaluationCache=4096"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }
}
