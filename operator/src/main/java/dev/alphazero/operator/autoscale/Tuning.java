package dev.alphazero.operator.autoscale;

import java.time.Duration;

/// The numbers that damp the autoscaler, each with where it comes from. `docs/autoscaling.md` says
/// what they do together.
final class Tuning {
  /// Dead band around the target, as a share of it: 80 % gives 70 to 90. Wider than the HPA's 10 %,
  /// narrower than Flink's 30 %.
  static final double BAND = 0.125;

  /// The roles report means over about this time, so what they say in it still describes the count
  /// before.
  static final Duration METRICS_SPAN = Duration.ofSeconds(60);

  /// Growth waits this long and takes the smallest wish in it. The HPA waits 0, Flink 5 minutes.
  static final Duration UP_WINDOW = Duration.ofSeconds(120);

  /// Shrinking waits this long and takes the largest wish in it: the HPA's default.
  static final Duration DOWN_WINDOW = Duration.ofSeconds(300);

  /// Fewest samples that a window decides by.
  static final int LEAST_SAMPLES = 3;

  /// A step up at most doubles: the HPA's default policy.
  static final double MOST_UP = 2;

  /// A step down removes at most 30 %; Flink's default is 60 %, of jobs that keep their state.
  static final double LEAST_DOWN = 0.7;

  /// Metrics older than three of the operator's rounds of 30 s say nothing.
  static final Duration STALE_AFTER = Duration.ofSeconds(90);

  /// After a rollout programs compile and games begin again; with the window for growth this makes
  /// Flink's restart time of 5 minutes.
  static final Duration ROLLOUT_COOL_DOWN = Duration.ofSeconds(180);

  /// Share of the wanted actors at which a change has arrived. Actors may die at will: waiting for
  /// all of many would never end.
  static final double ARRIVED = 0.9;

  /// A change that has not arrived by then is stuck, whatever the reason.
  static final Duration STUCK_AFTER = Duration.ofMinutes(10);

  /// The learner waits for samples from this replay ratio on: 1, less what averaging blurs.
  static final double LEARNER_WAITS = 0.97;

  /// Replay ratio aimed at when there are too many actors: some more samples than the learner
  /// takes.
  static final double LEARNER_FED = 0.95;

  /// The learner cannot keep up below this replay ratio.
  static final double LEARNER_BEHIND = 0.85;

  /// A count that was too many for the learner is not passed again for this long.
  static final Duration LEARNER_LIMIT = Duration.ofMinutes(30);

  /// Growth while the learner waits, with placement actor: the ratio says that samples are missing
  /// and not how many.
  static final double PROBE = 1.5;

  /// From here on more requests only queue, so actors may go although the learner waits.
  static final double SATURATED_PERCENT = 97;

  /// Busy share aimed at by that. A full device does not say how much too much it is offered, so a
  /// step costs at most this tenth of the samples.
  static final double UNSATURATED_PERCENT = 90;

  /// Growth that brings less than this share of what was expected was in vain: Flink's threshold.
  static final double LEAST_GAIN = 0.1;

  /// No more growth for this long after growth in vain; twice as long each time in a row.
  static final Duration INEFFECTIVE_BLOCK = Duration.ofMinutes(10);

  /// The block is doubled at most this often: 160 minutes.
  static final int MOST_DOUBLINGS = 4;

  private Tuning() {}
}
