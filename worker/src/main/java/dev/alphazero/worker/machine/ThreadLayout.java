package dev.alphazero.worker.machine;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.LoadableModel;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/// How fast this machine evaluates the same positions in two layouts: a model of one native thread
/// on each core, as trainings do, and one model of as many native threads as there are cores.
///
/// @param batch positions per call of a core's model; the one model has those of all in a call
/// @param modelPerCorePerSecond positions per second of all models
/// @param oneModelPerSecond positions per second of the one
public record ThreadLayout(
    int cores,
    int batch,
    Precision precision,
    double modelPerCorePerSecond,
    double oneModelPerSecond) {
  private static final int TURNS = 3;
  private static final long TURN_NANOS = 60_000_000;

  /// Measures the two in turns, in about 0.4 s; the fastest turn of each counts.
  ///
  /// @param nanoClock nanoseconds since any moment, `System::nanoTime` outside of tests
  public static ThreadLayout measure(
      Engine engine,
      NetworkSpec spec,
      Precision precision,
      int batch,
      int cores,
      LongSupplier nanoClock) {
    try (Models perCore = new Models(engine, spec, precision, batch, cores, 1);
        Models one = new Models(engine, spec, precision, cores * batch, 1, cores)) {
      double perCorePerSecond = 0;
      double onePerSecond = 0;
      for (int turn = 0; turn < TURNS; turn++) {
        perCorePerSecond = Math.max(perCorePerSecond, perCore.turn(nanoClock));
        onePerSecond = Math.max(onePerSecond, one.turn(nanoClock));
      }
      return new ThreadLayout(cores, batch, precision, perCorePerSecond, onePerSecond);
    }
  }

  /// Returns both figures in one line.
  public String text() {
    return String.format(
        Locale.ROOT,
        "threads: %d x %d positions in %s: a model per core %,.0f/s, as trainings have it; one model of %d native threads %,.0f/s (%.0f %%)",
        cores,
        batch,
        precision,
        modelPerCorePerSecond,
        cores,
        oneModelPerSecond,
        100 * oneModelPerSecond / modelPerCorePerSecond);
  }

  /// Models on threads of their own, which own them.
  private static final class Models implements AutoCloseable {
    private final int batch;
    private final Arena arena = Arena.ofShared();
    private final WorkerThreads threads;
    private final List<Lane> lanes;

    private record Lane(
        LoadableModel model, MemorySegment planes, MemorySegment policy, MemorySegment values) {}

    Models(
        Engine engine,
        NetworkSpec spec,
        Precision precision,
        int batch,
        int count,
        int nativeThreads) {
      this.batch = batch;
      threads = new WorkerThreads(count);
      float[] weights = InitialWeights.of(spec, 0);
      lanes =
          threads.all(
              _ -> {
                LoadableModel model = engine.newModel(spec, precision);
                engine.useNativeThreads(nativeThreads); // a new model has set one
                model.setWeights(weights);
                int inputs = spec.planes() * spec.height() * spec.width();
                Lane lane = new Lane(model, floats(inputs), floats(spec.actions()), floats(1));
                forward(lane);
                return lane;
              });
    }

    private MemorySegment floats(int perPosition) {
      return arena.allocate((long) batch * perPosition * Float.BYTES, 64);
    }

    private void forward(Lane lane) {
      lane.model().forward(batch, lane.planes(), lane.policy(), lane.values());
    }

    /// Returns the positions per second of all.
    double turn(LongSupplier nanoClock) {
      long start = nanoClock.getAsLong();
      long calls =
          threads
              .all(
                  thread -> {
                    long done = 0;
                    while (nanoClock.getAsLong() - start < TURN_NANOS) {
                      forward(lanes.get(thread));
                      done++;
                    }
                    return done;
                  })
              .stream()
              .mapToLong(Long::longValue)
              .sum();
      return calls * batch * 1e9 / (nanoClock.getAsLong() - start);
    }

    @Override
    public void close() {
      threads.all(
          thread -> {
            lanes.get(thread).model().close();
            return true;
          });
      threads.close();
      arena.close();
    }
  }
}
