package dev.alphazero.worker.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One line of the list of runs.
///
/// @param name of the run's folder, which commands take as RUN
/// @param path of the run's folder
/// @param game null if it cannot be read
/// @param games by the newest checkpoint, or the last evaluation if it was later; so are samples
///   and steps
/// @param errorRate of the last evaluation on positions of known value; null without one
/// @param strength of the last evaluation in words; null before the first
/// @param bytes on the disk
/// @param lastWritten when anything of it was last written, ISO 8601 in UTC
/// @param problems what cannot be read and what to do, one each
public record RunOverview(
    String name,
    String path,
    State state,
    @Nullable String game,
    long games,
    long samples,
    long steps,
    @Nullable Double errorRate,
    @Nullable String strength,
    long bytes,
    String lastWritten,
    List<String> problems) {
  public RunOverview {
    problems = List.copyOf(problems);
  }

  /// What a run is doing.
  public enum State {
    /// A process trains it now.
    RUNNING,
    /// It reached a limit.
    COMPLETE,
    /// The same command goes on with it.
    STOPPED,
    /// It can neither go on nor be used: its record or newest checkpoint cannot be read.
    DAMAGED;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
