package dev.alphazero.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.Placement;
import dev.alphazero.operator.Golden;
import dev.alphazero.operator.autoscale.Scenario.Point;
import dev.alphazero.operator.autoscale.Scenario.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Days of load on a model of a training. A device of rate 20 is 80 % busy with 16 actors of rate
/// 1.
final class AutoscalerDayTest {
  private static final long GOLDEN_SEED = 7;
  private static final long SEED = Long.getLong("tests.seed", GOLDEN_SEED);
  private static final int HOUR = 60;
  private static final int DECISIONS_PER_HOUR = 240;

  /// A turn is a step up after a step down, or the reverse.
  private static final int MOST_TURNS_PER_HOUR = 2;

  /// Least share of the learner's samples that a step down leaves.
  private static final double LEAST_KEPT = 0.88;

  /// Days by name: each is played once for all tests.
  private static final Map<String, List<Point>> PLAYED = new HashMap<>();

  private static final Consumer<Plant> NOTHING = plant -> {};

  static Stream<Scenario> days() {
    return Stream.of(
        Scenario.of("nothing happens", 4, 48, 4).at(0, NOTHING, 12, 15, 18),
        Scenario.of("starts with too many, learner slower than they", 4, 48, 48)
            .at(0, plant -> plant.learner = 12, 60, 12, 14),
        deviceChanges(),
        Scenario.of("a device that bends", 4, 48, 4).at(0, plant -> plant.bends = true, 20, 14, 22),
        Scenario.of("learner behind, then faster", 2, 48, 24)
            .at(0, plant -> plant.learner = 8, 60, 8, 10)
            .at(8 * HOUR, plant -> plant.learner = 14, 60, 13, 16),
        Scenario.of("actors live 20 minutes", 4, 48, 4)
            .at(0, plant -> plant.lifeSeconds = 1200, 20, 14, 20),
        Scenario.of("a node with half of the actors is lost, twice", 4, 48, 16)
            .at(0, NOTHING, 0, 14, 18)
            .at(5 * HOUR, plant -> plant.lose(8), 0, 14, 18)
            .at(5 * HOUR + 4, plant -> plant.lose(8), 0, 14, 18),
        Scenario.of("quota for 10, then for all", 4, 48, 4)
            .at(0, plant -> plant.quota = 10, 12, 14, 18)
            .at(6 * HOUR, plant -> plant.quota = 100, 10, 14, 18),
        Scenario.of("room for 6, then for all", 4, 48, 4)
            .at(0, plant -> plant.room = 6, 12, 7, 16)
            .at(6 * HOUR, plant -> plant.room = 100, 15, 14, 18),
        Scenario.of("metrics stale for two hours while the device slows down", 4, 48, 16)
            .at(0, NOTHING, 0, 15, 18)
            .at(6 * HOUR, plant -> plant.answering = false, 0, 16, 16)
            .at(7 * HOUR, plant -> plant.device = 10, 0, 16, 16)
            .at(8 * HOUR, plant -> plant.answering = true, 60, 8, 11),
        Scenario.of("metrics 60 s late", 4, 48, 4)
            .at(0, plant -> plant.delaySeconds = 60, 20, 15, 18)
            .at(8 * HOUR, plant -> plant.device = 40, 20, 28, 36),
        Scenario.of("noise of 10 %", 4, 48, 4)
            .at(0, plant -> plant.noise = 0.1, 20, 12, 20)
            .at(8 * HOUR, plant -> plant.device = 40, 30, 26, 40),
        Scenario.of("noise of 10 % and a learner behind", 4, 48, 24)
            .at(0, both(plant -> plant.noise = 0.1, plant -> plant.learner = 10), 60, 10, 13),
        Scenario.of("four replicas, one lost and back", 4, 100, 8)
            .at(0, plant -> plant.replicas = plant.expected = 4, 25, 60, 72)
            .at(6 * HOUR, plant -> plant.replicas = 3, 60, 48, 68)
            .at(12 * HOUR, plant -> plant.replicas = 4, 20, 56, 72),
        Scenario.of("actors evaluate themselves, the learner is fed by 10", 1, 48, 2)
            .at(0, both(plant -> plant.placement = Placement.ACTOR, feeds(10)), 40, 10, 12)
            .at(8 * HOUR, feeds(20), 60, 20, 24)
            .at(16 * HOUR, feeds(5), 60, 5, 7),
        Scenario.of("throttled actors: growth gains nothing", 1, 48, 4)
            .at(
                0,
                both(plant -> plant.placement = Placement.ACTOR, plant -> plant.ceiling = 6),
                15,
                6,
                48),
        Scenario.of("max below what is asked for", 4, 12, 4).at(0, NOTHING, 12, 12, 12),
        Scenario.of("min above what is asked for", 10, 48, 10).at(0, feeds(3), 0, 10, 10),
        Scenario.of("a rollout without actors for ten minutes", 4, 48, 16)
            .at(0, NOTHING, 0, 16, 16)
            .at(6 * HOUR, both(plant -> plant.rolling = true, plant -> plant.lose(16)), 0, 16, 16)
            .at(6 * HOUR + 10, plant -> plant.rolling = false, 0, 16, 16),
        tenants());
  }

  @ParameterizedTest
  @MethodSource("days")
  void convergesAndStaysThere(Scenario day) {
    List<Point> points = played(day);
    List<Stage> stages = day.stages();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      int from = (stage.minute() + stage.within()) * 60;
      int to = (i + 1 < stages.size() ? stages.get(i + 1).minute() : Scenario.DAY_MINUTES) * 60;
      assertThat(points)
          .filteredOn(point -> point.second() >= from && point.second() < to)
          .as("actors from minute %d on", from / 60)
          .isNotEmpty()
          .allSatisfy(point -> assertThat(point.wanted()).isBetween(stage.least(), stage.most()));
    }
  }

  @ParameterizedTest
  @MethodSource("days")
  void stepsAreBoundedAndTurnsAreRare(Scenario day) {
    List<Point> points = played(day);
    Limits limits = day.limits();
    for (Point point : points) {
      int before = point.wanted();
      int desired = point.decision().desired();
      if (desired != before) {
        assertThat(desired)
            .isBetween(limits.min(), limits.max())
            .isBetween(Math.min(before - 1, (int) Math.ceil(before * 0.7)), before * 2);
      }
    }
    assertThat(mostTurnsPerHour(points)).isLessThanOrEqualTo(MOST_TURNS_PER_HOUR);
  }

  @ParameterizedTest
  @MethodSource("days")
  void noStepDownStarvesTheLearner(Scenario day) {
    assertThat(played(day).stream().mapToDouble(Point::kept).min().orElseThrow())
        .isGreaterThanOrEqualTo(LEAST_KEPT);
  }

  @Test
  void aDayIsTheSameEachTime() {
    String rows =
        deviceChanges().play(GOLDEN_SEED).stream()
            .filter(
                point -> point.second() % 600 == 0 || point.decision().desired() != point.wanted())
            .map(
                point ->
                    String.format(
                        Locale.ROOT,
                        "%.2f,%d,%d,%.0f,%d,%s",
                        point.second() / 60.0,
                        point.wanted(),
                        point.ready(),
                        point.busyPercent(),
                        point.decision().desired(),
                        point.decision().reason().word()))
            .collect(Collectors.joining("\n"));
    Golden.assertMatches(
        "autoscale-day.csv", "minute,wanted,ready,busyPercent,desired,reason\n" + rows + "\n");
  }

  private static List<Point> played(Scenario day) {
    return PLAYED.computeIfAbsent(day.name(), name -> day.play(SEED));
  }

  private static Scenario deviceChanges() {
    return Scenario.of("device twice as fast, then a quarter of that, then as before", 4, 48, 4)
        .at(0, NOTHING, 12, 15, 18)
        .at(6 * HOUR, plant -> plant.device = 40, 10, 28, 36)
        .at(12 * HOUR, plant -> plant.device = 10, 120, 8, 11)
        .at(18 * HOUR, plant -> plant.device = 20, 10, 14, 18);
  }

  /// Another tenant takes up to 40 % of the device, as a wave of six hours, with noise and with
  /// actors that die.
  private static Scenario tenants() {
    Scenario day = Scenario.of("another tenant on the device", 4, 48, 4);
    for (int minute = 0; minute < Scenario.DAY_MINUTES; minute += 10) {
      double share = 0.2 * (1 - Math.cos(2 * Math.PI * minute / (6 * HOUR)));
      day =
          day.at(
              minute,
              plant -> {
                plant.device = 40 * (1 - share);
                plant.noise = 0.05;
                plant.lifeSeconds = 7200;
              },
              0,
              minute < 30 ? 4 : 18,
              40);
    }
    return day;
  }

  private static Consumer<Plant> both(Consumer<Plant> first, Consumer<Plant> second) {
    return first.andThen(second);
  }

  private static Consumer<Plant> feeds(double samples) {
    return plant -> plant.learner = samples;
  }

  private static int mostTurnsPerHour(List<Point> points) {
    int most = 0;
    int direction = 0;
    int[] turns = new int[points.size()];
    for (int i = 0; i < turns.length; i++) {
      Point point = points.get(i);
      int step = Integer.signum(point.decision().desired() - point.wanted());
      turns[i] = step * direction < 0 ? 1 : 0;
      direction = step == 0 ? direction : step;
    }
    for (int i = 0; i < turns.length; i++) {
      int sum = 0;
      for (int j = i; j < Math.min(turns.length, i + DECISIONS_PER_HOUR); j++) {
        sum += turns[j];
      }
      most = Math.max(most, sum);
    }
    return most;
  }
}
