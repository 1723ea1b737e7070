package dev.alphazero.worker.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.alphazero.worker.arena.MatchResult;
import dev.alphazero.worker.arena.VerificationReport;
import dev.alphazero.worker.plan.Precisions;
import dev.alphazero.worker.replay.RunFolderException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a run has reached: the file `report.json`.
///
/// @param formatVersion `FORMAT_VERSION` of the program that wrote it
/// @param state how the last process ended
/// @param reached the limit that completed it, in words
/// @param settings resolved
/// @param verification on positions of known value; null for games that have none, or before the
///   end
/// @param matches of the last evaluation
/// @param backend of the search
/// @param networkShare share of self-play's thread time that the network took in the last process
/// @param rememberedShare share of self-play's leaves whose evaluations were remembered, in the
///   last process
/// @param lostGames that were played and then lost from the log; null if none were
public record TrainingReport(
    int formatVersion,
    String name,
    String game,
    State state,
    @Nullable String reached,
    long seed,
    long games,
    long samples,
    long steps,
    double seconds,
    @Nullable VerificationReport verification,
    List<MatchResult> matches,
    String backend,
    Precisions precision,
    double networkShare,
    double rememberedShare,
    @Nullable Long lostGames,
    Versions versions,
    JsonNode settings) {
  /// How a process that trained the run ended.
  public enum State {
    /// The same command goes on.
    @JsonProperty("stopped")
    STOPPED,
    /// It reached a limit.
    @JsonProperty("complete")
    COMPLETE
  }

  public static final int FORMAT_VERSION = 1;

  private static final String REMEDY = "Delete it: the training writes it anew when it ends.";

  /// Reads a run's report, if there is one.
  public static Optional<TrainingReport> read(RunFolder folder) {
    return Files.exists(folder.report())
        ? Optional.of(JsonFiles.read(folder.report(), TrainingReport.class, REMEDY))
        : Optional.empty();
  }

  /// Writes the report.
  ///
  /// @throws RunFolderException if the disk refuses
  public void write(RunFolder folder) {
    JsonFiles.write(folder.report(), this);
  }
}
