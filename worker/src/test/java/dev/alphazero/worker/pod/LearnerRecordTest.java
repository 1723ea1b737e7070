package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.plan.Precisions;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.run.RunRecord;
import dev.alphazero.worker.training.QuickTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LearnerRecordTest {
  @TempDir Path folder;
  private final List<String> log = new ArrayList<>();

  @Test
  void aPrecisionThatChangesIsFollowedByTheLearnerThatStartsAgain() {
    assertThat(record().precisions()).isEqualTo(new Precisions(Precision.FP32, Precision.FP32));
    assertThat(record("learner.precision=bf16").precisions())
        .isEqualTo(new Precisions(Precision.FP32, Precision.BF16));
    assertThat(log).last().asString().startsWith("precision: inference FP32, training BF16");
    assertThat(RunRecord.read(new RunFolder(folder)).precisions().training())
        .isEqualTo(Precision.BF16);
  }

  private RunRecord record(String... sets) {
    return LearnerRecord.of(
        new Engines(DjlEngine.CPU, DjlEngine.CPU),
        "quick",
        QuickTraining.settings(sets),
        2,
        new RunFolder(folder),
        log::add);
  }
}
