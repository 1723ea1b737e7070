package dev.alphazero.worker.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.machine.MachineTicks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// How turns become figures.
final class StatisticsTest {
  @Test
  void aSpreadIsMedianAndRange() {
    assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3, 3));
    assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(2.5, 1, 4, 4));
    assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7, 1));
    assertThat(Spread.of(90, 100, 110).plusMinusPercent()).isEqualTo(10);
    assertThatThrownBy(Spread::of).hasMessageContaining("repetitions=0");
  }

  @Test
  void aFigureIsGivenForWhatEveryTurnMeasured() {
    List<Figure> figures =
        Figure.of(
            List.of(
                new Sample().put(Measure.STEPS_PER_SECOND, 1).put(Measure.OTHER_WORK, 5),
                new Sample().put(Measure.STEPS_PER_SECOND, 3).put(Measure.OTHER_WORK, Double.NaN)));
    assertThat(figures)
        .containsExactly(new Figure(Measure.STEPS_PER_SECOND, new Spread(2, 1, 3, 2)));
  }

  @Test
  void latenciesAreQuantilesOfAllThreads() {
    Latencies odd = new Latencies();
    Latencies even = new Latencies();
    LongStream.rangeClosed(1, 10_000)
        .forEach(micros -> (micros % 2 == 0 ? even : odd).add(1000 * micros));
    Latencies all = Latencies.merged(List.of(even, odd));
    Sample sample = new Sample();
    all.putInto(sample);
    assertThat(all.count()).isEqualTo(10_000);
    assertThat(sample.get(Measure.LATENCY_P50)).isEqualTo(5);
    assertThat(sample.get(Measure.LATENCY_P99)).isEqualTo(9.9);
    assertThat(sample.get(Measure.LATENCY_MEAN)).isCloseTo(5.0005, within(1e-9));
    all.clear();
    Sample nothing = new Sample();
    all.putInto(nothing);
    assertThat(nothing.has(Measure.LATENCY_P50)).isFalse();
  }

  @Test
  void workAndLimitTakeTurns() {
    List<String> turns = new ArrayList<>();
    Deque<Double> limits = new ArrayDeque<>(List.of(100.0, 200.0, 300.0));
    Contest contest =
        Contest.run(
            2,
            Measure.POSITIONS_PER_SECOND,
            () -> {
              turns.add("limit");
              return new Sample().put(Measure.POSITIONS_PER_SECOND, limits.remove());
            },
            () -> {
              turns.add("work");
              return new Sample().put(Measure.POSITIONS_PER_SECOND, 75);
            });
    assertThat(turns).containsExactly("limit", "work", "limit", "work", "limit");
    assertThat(contest.work())
        .extracting(sample -> sample.get(Measure.SHARE_OF_LIMIT))
        .containsExactly(50.0, 30.0);
    assertThat(contest.limit()).hasSize(3);
  }

  @Test
  void processorTimeIsDividedBetweenUsAndOthers() {
    long second = 1_000_000_000;
    // In two seconds of two processors, 3 s were busy, 2 s of them with this process.
    ProcessorLoad load =
        ProcessorLoad.between(
            new ProcessorLoad.Look(0, new MachineTicks(1000, 5000, 0)),
            new ProcessorLoad.Look(2 * second, new MachineTicks(1300, 5400, 2 * second)),
            2);
    assertThat(load.ownPercent()).isCloseTo(50, within(1e-9));
    assertThat(load.othersPercent()).isCloseTo(25, within(1e-9));
    ProcessorLoad unknown =
        ProcessorLoad.between(
            new ProcessorLoad.Look(0, new MachineTicks(0, 0, 0)),
            new ProcessorLoad.Look(second, new MachineTicks(0, 0, second)),
            1);
    assertThat(unknown.othersPercent()).isNaN();
  }

  @Test
  void readsTheKernelsCounters() {
    assertThat(
            MachineTicks.parse(
                List.of("cpu  10 20 30 400 50 1 2 3 9 9", "cpu0 1 1 1 1 1 1 1 1 1 1", "intr 7"), 5))
        .isEqualTo(new MachineTicks(66, 516, 5));
    assertThat(MachineTicks.parse(List.of(), 5)).isEqualTo(new MachineTicks(0, 0, 5));
  }

  @Test
  void namesTheInstructionSetsThatMatter() {
    assertThat(Machine.interesting(Set.of("avx2", "sse2", "avx512_bf16")))
        .containsExactly("avx2", "avx512_bf16");
  }
}
