package dev.alphazero.worker.cli.text;

import dev.alphazero.worker.arena.MatchResult;
import dev.alphazero.worker.arena.VerificationReport;
import dev.alphazero.worker.plan.Durations;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.run.TrainingReport;
import java.util.ArrayList;
import java.util.List;

/// What a person wants to read when a training ends: how strong, how that was verified, where it
/// is, what to type next.
public final class TrainingSummary {
  private TrainingSummary() {}

  /// @param again the command that goes on
  public static String of(RunFolder folder, TrainingReport report, String again) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        report.state() == TrainingReport.State.COMPLETE
            ? "Complete: %s.".formatted(report.reached())
            : "Stopped, with a checkpoint. To go on: %s".formatted(again));
    lines.add(
        "  %,d games, %,d samples, %,d training steps in %s"
            .formatted(
                report.games(),
                report.samples(),
                report.steps(),
                Durations.text(report.seconds())));
    Long lost = report.lostGames();
    if (lost != null) {
      lines.add("  games lost, when the log was damaged: %,d".formatted(lost));
    }
    VerificationReport verification = report.verification();
    if (verification != null) {
      verification
          .sets()
          .forEach(set -> lines.add(VerificationTable.of(set, verification.simulations())));
    }
    for (MatchResult match : report.matches()) {
      lines.add(
          "  last match, random openings with sides swapped: %s against %s: won %d, drawn %d, lost %d; Elo %s"
              .formatted(
                  match.first(),
                  match.second(),
                  match.wins(),
                  match.draws(),
                  match.losses(),
                  match.elo().text()));
    }
    lines.add("  Run: %s (report.json, checkpoints/, episodes/)".formatted(folder.path()));
    if (report.steps() == 0) {
      return String.join(System.lineSeparator(), lines); // nobody wants an untrained network
    }
    lines.add("");
    lines.add("Next:");
    lines.add("  ./alphazero play %s".formatted(folder.path()));
    lines.add("  ./alphazero match %s mcts:400".formatted(folder.path()));
    lines.add("  ./alphazero export %s --format onnx".formatted(folder.path()));
    return String.join(System.lineSeparator(), lines);
  }
}
