package dev.alphazero.worker.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.resolve.SettingsJson;
import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.machine.PrecisionChoice;
import dev.alphazero.worker.network.PrecisionMeasurement;
import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.plan.Precisions;
import dev.alphazero.worker.replay.RunFolderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run is: the file `run.json`.
///
/// @param formatVersion `FORMAT_VERSION` of the program that wrote it
/// @param name of the training
/// @param deterministic whether the run is lockstep
/// @param threads worker threads of a deterministic run, which must not change; otherwise of its
///   start
/// @param precisions chosen at the start and when the settings ask for others, by measurement where
///   the file said `auto`
/// @param measured what the choice of precisions was made by, one line each
/// @param settings resolved
/// @param versions of the program that started it
/// @param from where its first weights are from; null if they were new
public record RunRecord(
    int formatVersion,
    String name,
    boolean deterministic,
    int threads,
    Precisions precisions,
    List<PrecisionMeasurement> measured,
    JsonNode settings,
    Versions versions,
    @Nullable StartedFrom from) {
  public static final int FORMAT_VERSION = 2;

  private static final String REMEDY =
      "Restore it from a copy, or train anew with another --output.";

  /// Returns the record of a run that begins now.
  public static RunRecord begin(
      String name,
      Settings settings,
      int threads,
      boolean deterministic,
      PrecisionChoice choice,
      @Nullable StartedFrom from) {
    return new RunRecord(
        FORMAT_VERSION,
        name,
        deterministic,
        threads,
        choice.precisions(),
        choice.measured(),
        JsonFiles.tree(SettingsJson.write(settings)),
        Versions.ofThisProcess(),
        from);
  }

  /// Returns the record of the run as it goes on with other settings; what was fixed at the start
  /// stays. Precisions are chosen where these settings ask for others, and measured anew where the
  /// machine was loaded.
  public RunRecord goOn(Engines engines, Settings settings, int threads) {
    PrecisionChoice choice = precisionsFor(engines, settings, threads);
    return with(settings, threads, choice).measuredAgain(engines, settings, threads);
  }

  private RunRecord with(Settings settings, int threads, PrecisionChoice choice) {
    return new RunRecord(
        FORMAT_VERSION,
        name,
        deterministic,
        threads,
        choice.precisions(),
        choice.measured(),
        JsonFiles.tree(SettingsJson.write(settings)),
        versions,
        from);
  }

  /// Returns the precisions of the run when it goes on with other settings.
  public PrecisionChoice precisionsFor(Engines engines, Settings settings, int threads) {
    return new PrecisionChoice(precisions, measured)
        .goOn(engines, resolvedSettings(), settings, threads);
  }

  /// Returns the record with precisions measured anew if the machine was loaded when they were
  /// chosen. Those of a deterministic run never change.
  private RunRecord measuredAgain(Engines engines, Settings settings, int threads) {
    if (deterministic || measured.stream().noneMatch(PrecisionMeasurement::isProvisional)) {
      return this;
    }
    PrecisionChoice choice = PrecisionChoice.of(engines, settings, threads);
    return new RunRecord(
        formatVersion,
        name,
        deterministic,
        this.threads,
        choice.precisions(),
        choice.measured(),
        this.settings,
        versions,
        from);
  }

  /// Returns the resolved settings.
  public Settings resolvedSettings() {
    return SettingsJson.read(settings.toString());
  }

  /// Reads a run's record.
  ///
  /// @throws InputException if the folder holds none
  /// @throws RunException if it is none that this version can read
  public static RunRecord read(RunFolder folder) {
    if (!Files.exists(folder.record())) {
      throw missing(folder.path());
    }
    RunRecord record = JsonFiles.read(folder.record(), RunRecord.class, REMEDY);
    if (record.formatVersion() != FORMAT_VERSION) {
      throw new RunException(
          "%s must have formatVersion %d, formatVersion=%d; use the alphazero that wrote it"
              .formatted(folder.record(), FORMAT_VERSION, record.formatVersion()));
    }
    try {
      record.resolvedSettings();
    } catch (IllegalArgumentException e) {
      throw JsonFiles.damaged(folder.record(), e.getMessage(), REMEDY, e);
    }
    return record;
  }

  static InputException missing(Path folder) {
    return new InputException(
        "%s is no run: it has no run.json. `alphazero runs` lists the runs there are."
            .formatted(folder));
  }

  /// Writes the record.
  ///
  /// @throws RunFolderException if the disk refuses
  public void write(RunFolder folder) {
    JsonFiles.write(folder.record(), this);
  }
}
