package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.progress.LearnerProgress.State;
import dev.alphazero.worker.training.CommandProcess;
import dev.alphazero.worker.training.QuickTraining;
import dev.alphazero.worker.training.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A learner whose volume has a flipped byte in the log.
final class DamagedVolumeIT {
  private static final String[] SETS = {
    "completion.games=150", "learner.batchSize=16", "evaluation.positions=none"
  };

  @TempDir Path folder;

  @Test
  void itSaysSoAndGoesOnWhenThatIsAccepted() throws Exception {
    try (RoleProcesses roles = new RoleProcesses(folder, QuickTraining.settings(SETS), false)) {
      QuickTraining.trainInto(roles.volume(), SETS);
      long step = RunState.of(roles.volume()).progress().step();
      Path log = roles.volume().episodes().resolve("episodes-0000000001.log");
      byte[] bytes = Files.readAllBytes(log);
      bytes[bytes.length / 2] ^= 0x40;
      Files.write(log, bytes);

      CommandProcess refusing = roles.startLearner();
      refusing.await("a failure", () -> state(roles) == State.FAILED);
      assertThat(progress(roles).orElseThrow().reason())
          .contains(log + " is damaged: the record at byte ")
          .contains("ALPHAZERO_ACCEPT_LOST_GAMES=true to spec.pods.learner.env");
      refusing.signal("TERM");
      assertThat(refusing.exitCode()).as(roles.outputs()).isZero();
      assertThat(log).hasBinaryContent(bytes);

      CommandProcess accepting = roles.startLearner("ALPHAZERO_ACCEPT_LOST_GAMES=true");
      accepting.await("the end", () -> state(roles) == State.COMPLETE);
      assertThat(accepting.output())
          .contains("games lost, as was accepted: 1, ")
          .contains("going on from step " + step + " with the ");
      assertThat(progress(roles).orElseThrow().steps()).isEqualTo(step);
      accepting.signal("TERM");
      assertThat(accepting.exitCode()).as(roles.outputs()).isZero();
    }
  }

  private static Optional<LearnerProgress> progress(RoleProcesses roles) {
    return roles.progress("learner", LearnerProgress.class);
  }

  private static State state(RoleProcesses roles) {
    return progress(roles).map(LearnerProgress::state).orElse(State.STARTING);
  }
}
