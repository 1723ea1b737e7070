package dev.alphazero.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemandRatioTest {
  /// The HPA's default.
  private static final double TOLERANCE = 0.1;

  /// Periods of 15 s in the HPA's windows of 120 s.
  private static final int HPA_PERIODS = 8;

  /// Periods of 15 s that a value needs from the operator to the HPA.
  private static final int AGE_PERIODS = 4;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # wanted, current, ready -> ratio
          10, 10, 10, 1
          10, 10,  5, 1
          20, 10, 10, 2
           7, 10, 10, 0.7
           7, 10,  6, 1.166
          10,  5,  0, 1
          """)
  void isWhatTheReadyActorsAreMultipliedBy(int wanted, int current, int ready, double ratio) {
    assertThat(DemandRatio.of(wanted, current, ready)).isEqualTo(ratio);
  }

  @Test
  void anHpaComesToTheWantedCount() {
    for (int ready = 1; ready <= 100; ready++) {
      for (int wanted = 1; wanted <= 100; wanted++) {
        double ratio = DemandRatio.of(wanted, 0, ready);
        if (Math.abs(1 - ratio) > TOLERANCE) {
          assertThat((int) Math.ceil(ratio * ready)).isBetween(wanted, wanted + 1);
        }
      }
    }
  }

  /// An HPA with the windows of `examples/autoscaling`, whose metric is a minute old.
  @ParameterizedTest
  @CsvSource({"4, 1000", "48, 12", "30, 16"})
  void anHpaWithAnOldMetricConvergesWithoutTurns(int start, double learner) {
    Plant plant = new Plant(1, start);
    plant.learner = learner;
    double fed = Math.min(16, learner);
    List<Integer> steps = new ArrayList<>();
    Deque<Integer> wishes = new ArrayDeque<>(Collections.nCopies(HPA_PERIODS, start));
    Deque<Double> ratios = new ArrayDeque<>(Collections.nCopies(AGE_PERIODS, 1.0));
    AutoscalerState state = AutoscalerState.START;
    for (int period = 0; period < 4 * 240; period++) {
      Recommendation decision =
          Autoscaler.decide(state, plant.signals(), new Limits(4, 48, 80), plant.now());
      state = decision.next();
      ratios.addLast(DemandRatio.of(decision.desired(), plant.wanted(), plant.ready()));
      double ratio = ratios.removeFirst();
      wishes.addLast(
          Math.abs(1 - ratio) > TOLERANCE
              ? (int) Math.ceil(ratio * plant.ready())
              : plant.wanted());
      wishes.removeFirst();
      int next = Math.clamp(plant.wanted(), Collections.min(wishes), Collections.max(wishes));
      if (next != plant.wanted()) {
        steps.add(next - plant.wanted());
        plant.scale(next);
      }
      for (int i = 0; i < 15 / Plant.STEP; i++) {
        plant.step();
      }
    }
    assertThat((double) plant.wanted()).isBetween(fed * 0.9, fed * 1.2);
    assertThat(steps.stream().map(Integer::signum).distinct()).hasSize(1);
  }
}
