package dev.alphazero.worker.benchmark.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Work and its limit in turns: limit, work, limit, work, …, limit. Each turn of the work is
/// compared with the two turns of the limit beside it, so that a slow minute of the machine slows
/// both.
///
/// @param limit turns of the limit, one more than of the work
/// @param work turns of the work, with limit and share
public record Contest(List<Sample> limit, List<Sample> work) {
  /// @param compared what both are measured in
  public static Contest run(
      Options options, Measure compared, Supplier<Sample> limit, Supplier<Sample> work) {
    return run(
        options.repetitions(),
        compared,
        () -> GpuWatch.during(options.engine(), limit),
        () -> GpuWatch.during(options.engine(), work));
  }

  /// @param compared what both are measured in
  public static Contest run(
      int repetitions, Measure compared, Supplier<Sample> limit, Supplier<Sample> work) {
    List<Sample> limits = new ArrayList<>();
    List<Sample> works = new ArrayList<>();
    limits.add(limit.get());
    for (int i = 0; i < repetitions; i++) {
      Sample done = work.get();
      limits.add(limit.get());
      double possible = (limits.get(i).get(compared) + limits.get(i + 1).get(compared)) / 2;
      works.add(
          done.put(Measure.LIMIT_PER_SECOND, possible)
              .put(Measure.SHARE_OF_LIMIT, 100 * done.get(compared) / possible));
    }
    return new Contest(limits, works);
  }
}
