package dev.alphazero.worker.network.djl;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.LoadableModel;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.PrecisionMeasurement;
import dev.alphazero.worker.network.PrecisionMeasurement.Purpose;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.TrainableModel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongSupplier;

/// Measures which precision is faster here; a processor's flags do not tell.
///
/// The two are run in turns, and the fastest turn of each counts, so that other work on the machine
/// disturbs neither more than the other. Leaves the calling thread with one native thread.
public final class PrecisionCalibration {
  private static final int TURNS = 3;
  private static final long TURN_NANOS = 40_000_000;

  /// No new round of turns starts after this, so that slow calls are made twice and not four times.
  private static final long BUDGET_NANOS = 300_000_000;

  private final Engine engine;
  private final LongSupplier nanoClock;

  /// @param nanoClock nanoseconds since any moment, `System::nanoTime` outside of tests
  public PrecisionCalibration(Engine engine, LongSupplier nanoClock) {
    this.engine = engine;
    this.nanoClock = nanoClock;
  }

  /// Measures evaluations in batches of the given size, in about 0.3 s, or in four calls where that
  /// takes longer.
  public PrecisionMeasurement inference(NetworkSpec spec, int batch, int threads) {
    try (Arena arena = Arena.ofConfined();
        LoadableModel fp32 = engine.newModel(spec, Precision.FP32);
        LoadableModel bf16 = engine.newModel(spec, Precision.BF16)) {
      float[] weights = InitialWeights.of(spec, 0);
      fp32.setWeights(weights);
      bf16.setWeights(weights);
      TrainBatch memory = sampleBatch(arena, spec, batch);
      return race(
          Purpose.INFERENCE,
          spec,
          batch,
          threads,
          () -> fp32.forward(batch, memory.planes(), memory.policy(), memory.values()),
          () -> bf16.forward(batch, memory.planes(), memory.policy(), memory.values()));
    }
  }

  /// Measures training steps on batches of the given size, in about 0.3 s, or in four calls where
  /// that takes longer.
  public PrecisionMeasurement training(NetworkSpec spec, int batch, int threads) {
    OptimizerSettings settings = OptimizerSettings.of(1e-4, 1);
    try (Arena arena = Arena.ofConfined();
        TrainableModel fp32 = engine.newTrainableModel(spec, Precision.FP32, settings);
        TrainableModel bf16 = engine.newTrainableModel(spec, Precision.BF16, settings)) {
      TrainState start = TrainState.initial(spec, InitialWeights.of(spec, 0));
      fp32.restore(start);
      bf16.restore(start);
      TrainBatch samples = sampleBatch(arena, spec, batch);
      return race(
          Purpose.TRAINING,
          spec,
          batch,
          threads,
          () -> fp32.step(samples, 1e-3f, 0.99f),
          () -> bf16.step(samples, 1e-3f, 0.99f));
    }
  }

  /// Ones everywhere: speed does not depend on the numbers, except on very small ones.
  private static TrainBatch sampleBatch(Arena arena, NetworkSpec spec, int n) {
    TrainBatch batch = TrainBatch.allocate(arena, spec, n);
    fill(batch.planes());
    fill(batch.legal());
    fill(batch.valueWeights());
    return batch;
  }

  private static void fill(MemorySegment floats) {
    for (long i = 0; i < floats.byteSize() / Float.BYTES; i++) {
      floats.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1);
    }
  }

  private PrecisionMeasurement race(
      Purpose purpose, NetworkSpec spec, int batch, int threads, Runnable fp32, Runnable bf16) {
    engine.useNativeThreads(threads);
    try {
      double[] callsPerSecond = fastest(fp32, bf16);
      return new PrecisionMeasurement(
          purpose,
          spec,
          engine.processor(),
          engine.library(),
          batch,
          threads,
          batch * callsPerSecond[0],
          batch * callsPerSecond[1],
          null);
    } finally {
      engine.useNativeThreads(1);
    }
  }

  /// Returns the calls per second of each contestant in its fastest turn.
  double[] fastest(Runnable... contestants) {
    double[] best = new double[contestants.length];
    for (Runnable contestant : contestants) {
      contestant.run();
    }
    long start = nanoClock.getAsLong();
    for (int turn = 0; turn < TURNS; turn++) {
      if (turn > 0 && nanoClock.getAsLong() - start > BUDGET_NANOS) {
        break;
      }
      for (int i = 0; i < contestants.length; i++) {
        best[i] = Math.max(best[i], callsPerSecond(contestants[i]));
      }
    }
    return best;
  }

  private double callsPerSecond(Runnable contestant) {
    long start = nanoClock.getAsLong();
    long elapsed = 0;
    int calls = 0;
    while (elapsed < TURN_NANOS) {
      contestant.run();
      calls++;
      elapsed = nanoClock.getAsLong() - start;
    }
    return calls * 1e9 / elapsed;
  }
}
