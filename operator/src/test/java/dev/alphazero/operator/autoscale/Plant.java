package dev.alphazero.operator.autoscale;

import dev.alphazero.crd.Placement;
import dev.alphazero.operator.autoscale.Signals.Metrics;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A model of a training in a cluster: actors offer positions to inference devices and samples to a
/// learner. It advances by steps of [#STEP] seconds of its own time. Its fields are what a scenario
/// changes; rates are per second, one unit of them is what one actor plays.
final class Plant {
  static final int STEP = 5;
  private static final int ROUND = 30;
  private static final int SPAN_STEPS = 60 / STEP;
  private static final int LEARNER_SPAN_STEPS = 180 / STEP;
  private static final long NEVER = Long.MAX_VALUE;

  /// One device's rate.
  double device = 20;

  /// Inference replicas that serve, and those that should.
  int replicas = 1;

  int expected = 1;

  /// Whether the busy share bends before it is full, as with batches that fill while waiting.
  boolean bends;

  /// What the learner takes.
  double learner = 1000;

  /// Most that all actors together can play, as on throttled processors.
  double ceiling = Double.MAX_VALUE;

  Placement placement = Placement.SHARED;
  int startupSeconds = 45;

  /// Mean life of an actor.
  double lifeSeconds = Double.MAX_VALUE;

  /// Pods that the quota allows.
  int quota = Integer.MAX_VALUE;

  /// Pods that the nodes have room for.
  int room = Integer.MAX_VALUE;

  /// Relative noise of each metric.
  double noise;

  /// Age of a metric when it is read.
  int delaySeconds;

  /// Whether the roles answer.
  boolean answering = true;

  boolean rolling;

  private final Random random;
  private final List<Long> readyAt = new ArrayList<>();
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Deque<Metrics> readings = new ArrayDeque<>();
  private @Nullable Metrics told;
  private long seconds;
  private int wanted;

  Plant(long seed, int actors) {
    random = new Random(seed);
    wanted = actors;
    for (int i = 0; i < actors; i++) {
      readyAt.add(0L);
    }
  }

  private record Step(double busy, double samples, double taken) {}

  Instant now() {
    return Instant.EPOCH.plusSeconds(seconds);
  }

  int wanted() {
    return wanted;
  }

  int ready() {
    return (int) readyAt.stream().filter(at -> at <= seconds).count();
  }

  void scale(int actors) {
    wanted = actors;
    while (readyAt.size() > wanted) {
      readyAt.remove(readyAt.indexOf(readyAt.stream().max(Long::compare).orElseThrow()));
    }
  }

  /// A node is lost: so many actors have to start again.
  void lose(int actors) {
    for (int i = 0; i < Math.min(actors, readyAt.size()); i++) {
      readyAt.set(i, seconds + startupSeconds);
    }
  }

  void step() {
    seconds += STEP;
    for (int i = 0; i < readyAt.size(); i++) {
      if (readyAt.get(i) <= seconds && random.nextDouble() < STEP / lifeSeconds) {
        readyAt.set(i, starts(i));
      } else if (readyAt.get(i) == NEVER && i < room) {
        readyAt.set(i, starts(i));
      }
    }
    while (readyAt.size() < Math.min(wanted, quota)) {
      readyAt.add(starts(readyAt.size()));
    }
    double made = samples(ready());
    steps.addLast(new Step(busyPercent(ready()), made, Math.min(made, learner)));
    if (steps.size() > LEARNER_SPAN_STEPS) {
      steps.removeFirst();
    }
    if (seconds % ROUND == 0) {
      read();
    }
  }

  private long starts(int index) {
    return index < room ? seconds + startupSeconds + random.nextInt(15) : NEVER;
  }

  /// The true busy share with so many actors, in percent.
  double busyPercent(int actors) {
    if (placement == Placement.ACTOR || replicas == 0) {
      return 0;
    }
    double share = Math.min(actors, ceiling) / (device * replicas);
    return 100 * (bends ? share / Math.pow(1 + Math.pow(share, 4), 0.25) : Math.min(1, share));
  }

  /// The true samples per second with so many actors.
  double samples(int actors) {
    return placement == Placement.ACTOR
        ? Math.min(actors, ceiling)
        : device * replicas * busyPercent(actors) / 100;
  }

  private void read() {
    List<Step> all = List.copyOf(steps);
    List<Step> last = all.subList(Math.max(0, all.size() - SPAN_STEPS), all.size());
    double made = all.stream().mapToDouble(Step::samples).sum();
    double taken = all.stream().mapToDouble(Step::taken).sum();
    double busy = last.stream().mapToDouble(Step::busy).average().orElse(0);
    double rate = last.stream().mapToDouble(Step::samples).average().orElse(0);
    readings.addLast(
        new Metrics(
            now(),
            replicas,
            expected,
            Math.min(100, noisy(busy, noise / Math.sqrt(Math.max(1, replicas)))),
            made == 0 ? null : Math.min(1, noisy(taken / made, noise / 4)),
            noisy(rate, noise)));
    while (!readings.isEmpty()
        && !readings.getFirst().readAt().isAfter(now().minusSeconds(delaySeconds))) {
      Metrics reading = readings.removeFirst();
      told = answering ? reading : told;
    }
  }

  private double noisy(double value, double share) {
    return Math.max(0, value * (1 + share * random.nextGaussian()));
  }

  Signals signals() {
    return new Signals(
        wanted,
        ready(),
        (int) readyAt.stream().filter(at -> at == NEVER).count(),
        wanted > quota,
        rolling,
        placement,
        told);
  }
}
