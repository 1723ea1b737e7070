package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A storage class that was mistyped is told, and corrected by what the condition says.
final class StorageClassIT {
  private static final String NAME = "classes";
  private static final String CLAIM = NAME + "-data";
  private static final String OF = "checkpoints: {storage: {storageClassName: %s}}";
  private static final Pattern COMMAND = Pattern.compile("kubectl (delete pvc \\S+ -n \\S+)");

  @Test
  void aMistypedClassIsToldAndCorrected() {
    try (Stage stage = new Stage();
        RunningOperator operator = stage.operator()) {
      Volumes.install(stage);
      stage.apply(NAME, OF.formatted("fast-ssd"));
      stage.awaitCondition(NAME, "VolumeBound", "FALSE/StorageClassNotFound");
      assertThat(stage.message(NAME, "VolumeBound"))
          .contains("storage class fast-ssd", "there are: ", Volumes.CLASS);

      stage.applyAndSettle(NAME, "cpu", OF.formatted(Volumes.CLASS));
      assertThat(stage.message(NAME, "VolumeBound"))
          .contains("storageClassName=" + Volumes.CLASS + " is taken once the claim is deleted");
      assertThat(Volumes.storageClass(stage, CLAIM)).isEqualTo("fast-ssd");
      follow(stage);
      stage.await(
          "the corrected class", () -> Volumes.CLASS.equals(Volumes.storageClass(stage, CLAIM)));
      stage.awaitCondition(NAME, "VolumeBound", "FALSE/VolumePending");

      Volumes.bind(stage, CLAIM);
      stage.awaitCondition(NAME, "VolumeBound", "TRUE/VolumeBound");
      Map<String, String> children = stage.children();
      operator.wire().forget();
      stage.apply(NAME, OF.formatted("another"));
      stage.awaitCondition(NAME, "VolumeBound", "TRUE/StorageClassKept");
      assertThat(stage.message(NAME, "VolumeBound")).contains("another has no effect");
      assertThat(stage.children()).isEqualTo(children);
    }
  }

  @Test
  void aClassThatAppearsIsNoticed() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      String late = "late-" + stage.namespace;
      stage.apply(NAME, OF.formatted(late));
      stage.awaitCondition(NAME, "VolumeBound", "FALSE/StorageClassNotFound");
      Volumes.install(stage, late);
      stage.awaitCondition(NAME, "VolumeBound", "FALSE/VolumePending");
    }
  }

  @Test
  void aClaimThatIsBeingDeletedIsNotBound() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      stage.apply(NAME, "");
      stage.awaitState(NAME, "Running");
      Volumes.bind(stage, CLAIM);
      stage.awaitCondition(NAME, "VolumeBound", "TRUE/VolumeBound");
      assertThat(stage.kubectl("", "delete", "pvc", CLAIM, "--wait=false").exit()).isZero();
      stage.awaitCondition(NAME, "VolumeBound", "FALSE/VolumeDeleting");
      Volumes.release(stage, CLAIM);
      stage.await("another claim", () -> stage.condition(NAME, "VolumeBound").startsWith("FALSE/"));
      stage.await(
          "made anew", () -> !stage.condition(NAME, "VolumeBound").equals("FALSE/VolumeDeleting"));
    }
  }

  /// Does what the condition says, to the letter.
  private static void follow(Stage stage) {
    Matcher command = COMMAND.matcher(stage.message(NAME, "VolumeBound"));
    assertThat(command.find()).isTrue();
    String[] words = (command.group(1) + " --wait=false").split(" ");
    assertThat(stage.server.kubectl("", words).exit()).isZero();
    Volumes.release(stage, CLAIM);
  }
}
