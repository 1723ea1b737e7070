package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.benchmark.measure.Contest;
import dev.alphazero.worker.benchmark.measure.Figure;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.Options;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.measure.ProcessorLoad;
import dev.alphazero.worker.benchmark.measure.Sample;
import dev.alphazero.worker.benchmark.measure.Turns;
import dev.alphazero.worker.benchmark.report.Progress;
import dev.alphazero.worker.benchmark.report.Row;
import dev.alphazero.worker.learner.BatchAssembler;
import dev.alphazero.worker.learner.EmaSchedule;
import dev.alphazero.worker.learner.Learner;
import dev.alphazero.worker.learner.LearningRate;
import dev.alphazero.worker.learner.ReusePacing;
import dev.alphazero.worker.machine.TrainSteps;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.replay.ReplayWindow;
import java.lang.foreign.Arena;

/// Training by the learner of a training: sampling, assembling and the step, AdamW with rate 1e-3,
/// weight decay 1e-4, gradients clipped at 1. Its limit is the bare step on a prepared batch, taken
/// with learning rate 0 so that it leaves the weights to the learner.
public final class TrainPart {
  private static final int BATCH = 1024;
  private static final int SAMPLES = 100_000;
  private static final double LEARNING_RATE = 1e-3;
  private static final long EMA_HALF_LIFE = 65_536;
  private static final float EMA_DECAY = 0.99f;
  private static final OptimizerSettings OPTIMIZER = OptimizerSettings.of(1e-4, 1);

  /// Only whoever asks how many steps are due would need it.
  private static final double REUSE = 4;

  private final Options options;
  private final Progress progress;
  private final int batchSize;

  public TrainPart(Options options, Progress progress) {
    this.options = options;
    this.progress = progress;
    batchSize = options.sizes() == null ? BATCH : options.sizes().trainingBatch();
  }

  public void measure() {
    progress.now("train: filling the window");
    ReplayWindow window = TrainingWindow.ofGames(SAMPLES);
    try (WorkerThreads threads = WorkerThreads.onePerCore();
        Arena arena = Arena.ofShared()) {
      TrainBatch prepared = TrainBatch.allocate(arena, Workload.NETWORK, batchSize);
      new BatchAssembler(window.layout(), Workload.GAME.symmetries(), 0)
          .assemble(window, 0, prepared);
      int slices = TrainSteps.replicas(options.engine(), batchSize, threads.size());
      Precision precision =
          Workload.training(options.engine(), options.precision(), batchSize / slices);
      TimedTrainStep step = step(threads, precision);
      try (Learner learner = learner(window, step)) {
        progress.found(row(learner, step, prepared, precision, slices));
      }
    }
  }

  private Row row(
      Learner learner, TimedTrainStep step, TrainBatch prepared, Precision precision, int threads) {
    learner.step(); // loads what is loaded once
    bare(step, prepared, 0);
    progress.now("train: batches of " + batchSize);
    Contest contest =
        Contest.run(
            options,
            Measure.SAMPLES_PER_SECOND,
            () -> bare(step, prepared, options.seconds()),
            () -> learn(learner, step));
    return new Row(
        PartName.TRAIN,
        "batch " + batchSize,
        Workload.conditions(options.engine(), precision, batchSize, threads),
        Figure.of(contest.work()),
        "%,d samples in the window; limit: the bare step on a prepared batch, %d slices of it"
            .formatted(learner.window().size(), threads));
  }

  private TimedTrainStep step(WorkerThreads threads, Precision precision) {
    TimedTrainStep step =
        new TimedTrainStep(
            TrainSteps.of(
                options.engine(), threads, batchSize, Workload.NETWORK, precision, OPTIMIZER));
    step.restore(TrainState.initial(Workload.NETWORK, InitialWeights.of(Workload.NETWORK, 0)));
    return step;
  }

  /// Takes ownership of window and step.
  private Learner learner(ReplayWindow window, TimedTrainStep step) {
    return new Learner(
        new Learner.Settings(
            0,
            new ReusePacing(REUSE, batchSize),
            LearningRate.constant(LEARNING_RATE, 0),
            new EmaSchedule(EMA_HALF_LIFE)),
        window,
        Workload.GAME.symmetries(),
        Workload.NETWORK,
        step,
        1);
  }

  private Sample bare(TimedTrainStep step, TrainBatch prepared, double seconds) {
    double steps =
        Turns.perSecond(
            seconds,
            () -> {
              step.step(prepared, 0, EMA_DECAY);
              return 1;
            });
    return new Sample().put(Measure.SAMPLES_PER_SECOND, steps * batchSize);
  }

  private Sample learn(Learner learner, TimedTrainStep step) {
    step.takeNanos();
    ProcessorLoad.Look start = ProcessorLoad.Look.now();
    Integer wanted = options.steps();
    int atOnce = wanted == null ? 1 : wanted;
    double steps =
        Turns.perSecond(wanted == null ? options.seconds() : 0, () -> learn(learner, atOnce));
    Sample sample =
        new Sample()
            .put(Measure.STEPS_PER_SECOND, steps)
            .put(Measure.SAMPLES_PER_SECOND, steps * batchSize)
            .put(Measure.DEVICE_BUSY, 100 * step.takeNanos() / (start.secondsUntilNow() * 1e9));
    start.untilNow().putInto(sample);
    return sample;
  }

  private static long learn(Learner learner, int steps) {
    for (int i = 0; i < steps; i++) {
      learner.step();
    }
    return steps;
  }
}
