package dev.alphazero.worker.role;

import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.PrecisionMeasurement;
import dev.alphazero.worker.network.djl.PrecisionCalibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The precisions of a run: as asked for, or by a short measurement where that is `auto`.
///
/// @param measured the measurements, which the run keeps and does not repeat
public record PrecisionChoice(Precisions precisions, List<PrecisionMeasurement> measured) {
  /// Chooses for the network of the settings: self-play evaluates a group's games at once, a
  /// training step computes a slice of the batch on each thread.
  public static PrecisionChoice of(Settings settings, int threads) {
    NetworkSpec spec = TrainingPlans.network(settings, TrainingPlans.game(settings));
    PrecisionCalibration calibration = new PrecisionCalibration(System::nanoTime);
    List<PrecisionMeasurement> measured = new ArrayList<>();
    Precision inference =
        switch (settings.inference().precision()) {
          case FP32 -> Precision.FP32;
          case BF16 -> Precision.BF16;
          case AUTO -> {
            measured.add(calibration.inference(spec, settings.selfPlay().gamesPerActor(), 1));
            yield measured.getLast().choice();
          }
        };
    Precision training =
        switch (settings.learner().precision()) {
          case FP32 -> Precision.FP32;
          case BF16 -> Precision.BF16;
          case AUTO -> {
            int batch = settings.learner().batchSize();
            int slice = batch / ParallelTrainStep.replicas(batch, threads);
            measured.add(calibration.training(spec, slice, 1));
            yield measured.getLast().choice();
          }
        };
    return new PrecisionChoice(new Precisions(inference, training), List.copyOf(measured));
  }

  /// Returns the choice and what it was made by, in one line.
  public String text() {
    StringBuilder text = new StringBuilder("precision: inference ");
    text.append(precisions.inference()).append(", training ").append(precisions.training());
    for (PrecisionMeasurement each : measured) {
      text.append(
          "; %s of %d positions: FP32 %,.0f/s, BF16 %,.0f/s"
              .formatted(
                  each.purpose().name().toLowerCase(Locale.ROOT),
                  each.batch(),
                  each.fp32PerSecond(),
                  each.bf16PerSecond()));
    }
    return text.toString();
  }
}
