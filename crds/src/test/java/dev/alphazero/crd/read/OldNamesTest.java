package dev.alphazero.crd.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OldNamesTest {
  @Test
  void eachOldNameIsSaidOnce() {
    assertThat(
            in(
                """
                actors: {autoscaling: {mode: "Off"}}
                ttlAfterFinished: 24h
                imagePullSecrets: [registry]
                """))
        .containsExactly(
            "spec.actors.autoscaling.mode \"Off\" is read until the next release only: write Disabled",
            "spec.ttlAfterFinished is read until the next release only: write cleanUpAfterFinished",
            "spec.imagePullSecrets is read until the next release only: write pullSecrets, a list of"
                + " {name: NAME}");
  }

  @Test
  void newNamesAreNotAndMeanTheSame() {
    String text =
        """
        actors: {autoscaling: {mode: Disabled}}
        cleanUpAfterFinished: 1d
        pullSecrets: [{name: registry}]
        """;
    assertThat(in(text)).isEmpty();
    AlphaZeroTrainingSpec spec = spec(text);
    assertThat(spec.pullSecretNames())
        .isEqualTo(spec("imagePullSecrets: [registry]\n").pullSecretNames())
        .containsExactly("registry");
    assertThat(spec.cleanUpAfter()).isEqualTo("1d");
    assertThat(spec("ttlAfterFinished: 1d\n").cleanUpAfter()).isEqualTo("1d");
    assertThat(spec("seed: 1\n").cleanUpAfter()).isNull();
  }

  private static List<String> in(String text) {
    return OldNames.in(spec(text));
  }

  private static AlphaZeroTrainingSpec spec(String text) {
    return TrainingReader.readPartialSpec("spec", text);
  }
}
