package dev.alphazero.crd.resolve;

import static dev.alphazero.crd.resolve.SettingsJsonTest.resolved;
import static dev.alphazero.crd.resolve.SettingsJsonTest.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.read.Problem;
import dev.alphazero.crd.resolve.ResumeCheck.Change;
import org.junit.jupiter.api.Test;

final class ResumeCheckTest {
  @Test
  void nothingChanged() {
    ResumeCheck check = ResumeCheck.of(settings(), resolved());
    assertThat(check.changes()).isEmpty();
    assertThat(check.problems()).isEmpty();
  }

  @Test
  void mutableValuesAreListedInTheOrderOfTheSettings() {
    ResumeCheck check =
        ResumeCheck.of(
            settings("completion.games=1000"),
            resolved(
                "completion.games=2000",
                "completion.errorRate=0",
                "search.simulations=48",
                "checkpoints.every=1m"));
    assertThat(check.problems()).isEmpty();
    assertThat(check.changes())
        .extracting(Change::text)
        .containsExactly(
            "search.simulations: 32 -> 48",
            "checkpoints.every: 10m -> 1m",
            "completion.games: 1000 -> 2000",
            "completion.errorRate: none -> 0");
  }

  @Test
  void immutableValuesAreProblemsThatNameThem() {
    ResumeCheck check =
        ResumeCheck.of(
            settings("network.channels=64"),
            resolved("network.channels=32", "seed=3", "search.simulations=48"));
    assertThat(check.problems())
        .extracting(Problem::text)
        .containsExactly(
            "--set seed: cannot change in a run: it was 0, now 3; use another --output",
            "--set network.channels: cannot change in a run: it was 64, now 32; use another"
                + " --output");
    assertThat(check.changes()).hasSize(1);
  }

  @Test
  void anotherGameChangesItsOptionsToo() {
    ResumeCheck check = ResumeCheck.of(settings("game.name=othello"), resolved());
    assertThat(check.problems())
        .extracting(Problem::path)
        .contains("spec.game.name", "spec.game.options.size");
    assertThat(check.problems().getFirst().text())
        .isEqualTo(
            "t.yaml:4: spec.game.name: cannot change in a run: it was othello, now connect-four;"
                + " use another --output");
  }
}
