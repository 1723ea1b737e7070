package dev.alphazero.operator.autoscale;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A day of a training: what the plant is, what happens to it, and where the count must go.
///
/// @param stages what happens, in order of time; the first at minute 0
record Scenario(String name, Limits limits, int start, List<Stage> stages) {
  static final int DAY_MINUTES = 24 * 60;
  private static final int DECISION_SECONDS = 15;

  /// @param minute when it happens
  /// @param change what happens
  /// @param within minutes after which the count must be in `[least, most]`, until the next stage
  record Stage(int minute, Consumer<Plant> change, int within, int least, int most) {}

  /// One decision and the truth behind it.
  ///
  /// @param fed samples that the learner could have had and has, as true rates
  record Point(
      int second,
      int wanted,
      int ready,
      double busyPercent,
      Recommendation decision,
      double kept) {}

  static Scenario of(String name, int min, int max, int start) {
    return new Scenario(name, new Limits(min, max, 80), start, List.of());
  }

  Scenario at(int minute, Consumer<Plant> change, int within, int least, int most) {
    List<Stage> more = new ArrayList<>(stages);
    more.add(new Stage(minute, change, within, least, most));
    return new Scenario(name, limits, start, more);
  }

  /// Plays the day; every decision is carried out.
  List<Point> play(long seed) {
    Plant plant = new Plant(seed, start);
    AutoscalerState state = AutoscalerState.START;
    List<Point> points = new ArrayList<>();
    int stage = 0;
    for (int second = 0; second < DAY_MINUTES * 60; second += Plant.STEP) {
      while (stage < stages.size() && stages.get(stage).minute() * 60 <= second) {
        stages.get(stage++).change().accept(plant);
      }
      if (second % DECISION_SECONDS == 0) {
        Recommendation decision = Autoscaler.decide(state, plant.signals(), limits, plant.now());
        state = decision.next();
        int before = plant.wanted();
        points.add(
            new Point(
                second,
                before,
                plant.ready(),
                plant.busyPercent(plant.ready()),
                decision,
                kept(plant, before, decision.desired())));
        plant.scale(decision.desired());
      }
      plant.step();
    }
    return points;
  }

  /// The share of the samples that the learner takes with `before` actors that it still gets with
  /// `after`.
  private static double kept(Plant plant, int before, int after) {
    double had = Math.min(plant.learner, plant.samples(before));
    return had == 0 ? 1 : Math.min(plant.learner, plant.samples(after)) / had;
  }

  @Override
  public String toString() {
    return name;
  }
}
