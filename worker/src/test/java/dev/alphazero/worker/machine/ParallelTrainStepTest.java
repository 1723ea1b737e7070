package dev.alphazero.worker.machine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.learner.EngineTrainStep;
import dev.alphazero.worker.learner.TrainStep;
import dev.alphazero.worker.network.Gradient;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.NetworkFixtures;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.StepLoss;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.djl.TrainingModel;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class ParallelTrainStepTest {
  private static final NetworkSpec SPEC = NetworkFixtures.BOARD;
  private static final TrainState START = TrainState.initial(SPEC, InitialWeights.of(SPEC, 3));

  private final Arena arena = Arena.ofShared();

  @AfterEach
  void free() {
    arena.close();
  }

  /// Batch norm sees a slice at a time, so the reference is not a step on the whole batch: it is
  /// one model that computes slice after slice and applies the mean.
  @ParameterizedTest
  @EnumSource
  void isTheMeanStepOfItsSlices(Precision precision) {
    int[] bounds = {0, 32, 64, 100};
    float[] shares = {0.32f, 0.32f, 0.36f};
    try (WorkerThreads threads = new WorkerThreads(3);
        ParallelTrainStep step = parallel(threads, 100, precision);
        TrainingModel reference = model(precision)) {
      step.restore(START);
      reference.restore(START);
      for (int i = 0; i < 10; i++) {
        TrainBatch batch = batch(100, i);
        Gradient sum = Gradient.allocate(arena, SPEC);
        for (int slice = 0; slice < shares.length; slice++) {
          Gradient part = Gradient.allocate(arena, SPEC);
          int rows = bounds[slice + 1] - bounds[slice];
          reference.gradient(batch.slice(bounds[slice], rows), part);
          add(sum, shares[slice], part);
        }
        StepLoss expected = reference.apply(sum, 0.01f, 0.9f);
        assertThat(step.step(batch, 0.01f, 0.9f)).isEqualTo(expected);
      }
      assertSame(step.state(), reference.state());
    }
  }

  private static void add(Gradient sum, float share, Gradient part) {
    for (int i = 0; i < sum.length(); i++) {
      float added = share * part.numbers().getAtIndex(JAVA_FLOAT, i);
      sum.numbers().setAtIndex(JAVA_FLOAT, i, sum.numbers().getAtIndex(JAVA_FLOAT, i) + added);
    }
  }

  @ParameterizedTest
  @EnumSource
  void replicasStayTheSame(Precision precision) {
    try (WorkerThreads threads = new WorkerThreads(3);
        ParallelTrainStep step = parallel(threads, 112, precision)) {
      step.restore(START);
      train(step, 112, 0, 10);
      List<TrainState> states = step.states();
      assertThat(states).hasSize(3);
      assertThat(states.getFirst().step()).isEqualTo(10);
      assertThat(states.getFirst().weights()).isNotEqualTo(START.weights());
      states.forEach(state -> assertSame(state, states.getFirst()));
      assertSame(step.state(), states.getFirst());
    }
  }

  @ParameterizedTest
  @EnumSource
  void continuesBitForBit(Precision precision) {
    TrainState straight = trained(precision, START, 10);
    TrainState resumed = trained(precision, trained(precision, START, 5), 5);
    assertSame(resumed, straight);
  }

  private TrainState trained(Precision precision, TrainState from, int steps) {
    try (WorkerThreads threads = new WorkerThreads(2);
        ParallelTrainStep step = parallel(threads, 64, precision)) {
      step.restore(from);
      train(step, 64, from.step(), steps);
      return step.state();
    }
  }

  @Test
  void reportsTheLossOfTheWholeBatch() {
    TrainBatch batch = batch(100, 1);
    double policy = 0;
    double value = 0;
    double entropy = 0;
    for (int[] slice : new int[][] {{0, 32}, {32, 32}, {64, 36}}) {
      try (TrainingModel model = model(Precision.FP32)) {
        model.restore(START);
        StepLoss loss = model.step(batch.slice(slice[0], slice[1]), 0.01f, 0.9f);
        policy += loss.policy() * slice[1] / 100;
        value += loss.value() * slice[1] / 100;
        entropy += loss.policyEntropy() * slice[1] / 100;
      }
    }
    try (WorkerThreads threads = new WorkerThreads(3);
        ParallelTrainStep step = parallel(threads, 100, Precision.FP32)) {
      step.restore(START);
      StepLoss loss = step.step(batch, 0.01f, 0.9f);
      assertThat((double) loss.policy()).isCloseTo(policy, within(1e-6));
      assertThat((double) loss.value()).isCloseTo(value, within(1e-6));
      assertThat((double) loss.policyEntropy()).isCloseTo(entropy, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThreadTakesTheOrdinaryStep(Precision precision) {
    try (WorkerThreads threads = new WorkerThreads(1);
        ParallelTrainStep step = parallel(threads, 64, precision);
        EngineTrainStep ordinary = new EngineTrainStep(model(precision))) {
      step.restore(START);
      ordinary.restore(START);
      assertThat(train(step, 64, 0, 10)).isEqualTo(train(ordinary, 64, 0, 10));
      assertSame(step.state(), ordinary.state());
    }
  }

  @ParameterizedTest
  @CsvSource({"1,8,1", "63,8,1", "64,8,2", "100,2,2", "512,1,1", "512,8,8", "512,64,16"})
  void smallBatchesAreNotCutTooSmall(int batch, int threads, int replicas) {
    assertThat(ParallelTrainStep.replicas(batch, threads)).isEqualTo(replicas);
  }

  @Test
  void idleThreadsGetNoReplica() {
    try (WorkerThreads threads = new WorkerThreads(4);
        ParallelTrainStep step = parallel(threads, 64, Precision.FP32)) {
      step.restore(START);
      train(step, 64, 0, 1);
      assertThat(step.states()).hasSize(2);
      assertSame(step.state(), trained(Precision.FP32, START, 1));
    }
  }

  @Test
  void refusesOtherBatches() {
    try (WorkerThreads threads = new WorkerThreads(2);
        ParallelTrainStep step = parallel(threads, 64, Precision.FP32)) {
      assertThatThrownBy(() -> step.step(batch(65, 1), 0.01f, 0.9f))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("n=65, batch=64");
    }
  }

  /// The second replica is of a network with more actions than the batch has.
  @Test
  void aFailureOnOneThreadSurfacesAndNothingHangs() {
    NetworkSpec other = new NetworkSpec(3, 3, 4, 6, 2, 8);
    Supplier<TrainingModel> newModel =
        () ->
            Thread.currentThread().getName().equals("worker-1")
                ? new TrainingModel(other, Precision.FP32, OptimizerSettings.of(1e-4, 1))
                : model(Precision.FP32);
    try (WorkerThreads threads = new WorkerThreads(2);
        ParallelTrainStep step = new ParallelTrainStep(threads, 64, SPEC, newModel)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> step.step(batch(64, 1), 0.01f, 0.9f))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("a tensor must lie off-heap in at least");
        assertThat(step.state().step()).isZero();
      }
      assertThat(threads.all(thread -> thread)).containsExactly(0, 1);
    }
  }

  private static TrainingModel model(Precision precision) {
    return new TrainingModel(SPEC, precision, OptimizerSettings.of(1e-4, 1));
  }

  private static ParallelTrainStep parallel(WorkerThreads threads, int batch, Precision precision) {
    return new ParallelTrainStep(threads, batch, SPEC, () -> model(precision));
  }

  private TrainBatch batch(int rows, long seed) {
    return NetworkFixtures.batch(arena, SPEC, rows, seed);
  }

  /// Each step has its own batch, by its number. Returns the last loss.
  private StepLoss train(TrainStep step, int batch, long from, int steps) {
    StepLoss last = new StepLoss(0, 0, 0, 0);
    for (long i = from; i < from + steps; i++) {
      last = step.step(batch(batch, i), 0.01f, 0.9f);
    }
    return last;
  }

  private static void assertSame(TrainState actual, TrainState expected) {
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }
}
