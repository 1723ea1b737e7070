package dev.alphazero.worker.machine;

import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.PrecisionMeasurement;
import dev.alphazero.worker.network.PrecisionMeasurement.Purpose;
import dev.alphazero.worker.network.djl.PrecisionCalibration;
import dev.alphazero.worker.plan.Precisions;
import dev.alphazero.worker.plan.TrainingPlans;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The precisions of a run: as asked for, or by a short measurement where that is `auto`.
///
/// @param measured the measurements, which the run keeps and does not repeat
public record PrecisionChoice(Precisions precisions, List<PrecisionMeasurement> measured) {
  /// Chooses for the network of the settings: self-play evaluates a group's games at once, a
  /// training step computes a slice of the batch on each thread. A GPU takes whole batches.
  public static PrecisionChoice of(Engines engines, Settings settings, int threads) {
    List<PrecisionMeasurement> measured = new ArrayList<>();
    Precision inference = inference(engines, settings, measured);
    Precision training = training(engines, settings, threads, measured);
    return new PrecisionChoice(new Precisions(inference, training), List.copyOf(measured));
  }

  /// Chooses for a run that goes on: as this choice, but where its settings ask for another
  /// precision, or for another device.
  ///
  /// @param before the settings that this choice was made for
  public PrecisionChoice goOn(Engines engines, Settings before, Settings settings, int threads) {
    List<PrecisionMeasurement> again = new ArrayList<>();
    Precision inference = precisions.inference();
    if (before.inference().precision() == settings.inference().precision()
        && before.inference().device().equals(settings.inference().device())) {
      again.addAll(measuredFor(Purpose.INFERENCE));
    } else {
      inference = inference(engines, settings, again);
    }
    Precision training = precisions.training();
    if (before.learner().precision() == settings.learner().precision()
        && before.learner().device().equals(settings.learner().device())) {
      again.addAll(measuredFor(Purpose.TRAINING));
    } else {
      training = training(engines, settings, threads, again);
    }
    return new PrecisionChoice(new Precisions(inference, training), List.copyOf(again));
  }

  private List<PrecisionMeasurement> measuredFor(Purpose purpose) {
    return measured.stream().filter(one -> one.purpose() == purpose).toList();
  }

  private static Precision inference(
      Engines engines, Settings settings, List<PrecisionMeasurement> measured) {
    return inference(
        engines.inference(),
        settings.inference().precision(),
        spec(settings),
        engines.inference().attributes().isShared()
            ? settings.inference().batchSize()
            : settings.selfPlay().gamesPerActor(),
        measured::add);
  }

  private static Precision training(
      Engines engines, Settings settings, int threads, List<PrecisionMeasurement> measured) {
    return switch (settings.learner().precision()) {
      case FP32 -> Precision.FP32;
      case BF16 -> Precision.BF16;
      case AUTO -> {
        int batch = settings.learner().batchSize();
        int slice = batch / TrainSteps.replicas(engines.learner(), batch, threads);
        measured.add(
            watched(() -> newCalibration(engines.learner()).training(spec(settings), slice, 1)));
        yield measured.getLast().choice();
      }
    };
  }

  private static NetworkSpec spec(Settings settings) {
    return TrainingPlans.network(settings.network(), TrainingPlans.game(settings.game()));
  }

  /// Chooses for evaluations alone.
  ///
  /// @param batch positions that are evaluated at once, by one thread
  /// @param measurements receives the measurement, if there is one
  public static Precision inference(
      Engine engine,
      dev.alphazero.crd.Precision wanted,
      NetworkSpec spec,
      int batch,
      Consumer<PrecisionMeasurement> measurements) {
    return switch (wanted) {
      case FP32 -> Precision.FP32;
      case BF16 -> Precision.BF16;
      case AUTO -> {
        PrecisionMeasurement measured =
            watched(() -> newCalibration(engine).inference(spec, batch, 1));
        measurements.accept(measured);
        yield measured.choice();
      }
    };
  }

  private static PrecisionMeasurement watched(Supplier<PrecisionMeasurement> measure) {
    MachineTicks before = MachineTicks.now();
    PrecisionMeasurement measured = measure.get();
    return measured.withOtherWork(MachineTicks.now().othersSince(before));
  }

  private static PrecisionCalibration newCalibration(Engine engine) {
    return new PrecisionCalibration(engine, System::nanoTime);
  }

  /// Returns a measurement in words, for example `inference of 64 positions: FP32 9,000/s, BF16
  /// 5,000/s`.
  public static String text(PrecisionMeasurement measured) {
    return "%s of %d positions: FP32 %,.0f/s, BF16 %,.0f/s%s"
        .formatted(
            measured.purpose().name().toLowerCase(Locale.ROOT),
            measured.batch(),
            measured.fp32PerSecond(),
            measured.bf16PerSecond(),
            measured.isProvisional()
                ? String.format(
                    Locale.ROOT,
                    " while other work took %.0f %% of the machine: %s for now, measured again at the next start",
                    100 * Objects.requireNonNull(measured.otherWork()),
                    measured.choice())
                : "");
  }

  /// Returns the choice and what it was made by, in one line.
  public String text() {
    StringBuilder text = new StringBuilder("precision: inference ");
    text.append(precisions.inference()).append(", training ").append(precisions.training());
    for (PrecisionMeasurement each : measured) {
      text.append("; ").append(text(each));
    }
    return text.toString();
  }
}
