package dev.alphazero.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.operator.Situation;
import dev.alphazero.operator.observe.ClaimFacts;
import dev.alphazero.operator.observe.StorageClasses.Named;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is told of the learner's volume.
final class VolumeConditionTest {
  private static final String NONE = "";
  private static final String COMMAND = "kubectl delete pvc c4-data -n games";
  private static final Named[] CLASSES = {new Named("slow", false), new Named("std", true)};
  private static final Named[] WITHOUT_DEFAULT = {new Named("slow", false)};

  /// @param asked class of the specification; empty for none
  /// @param made class of the claim; null for none
  /// @param classes those of the cluster; null if they cannot be read
  /// @param said status and reason
  /// @param words parts of the message
  private record Row(
      String phase,
      String asked,
      @Nullable String made,
      Named @Nullable [] classes,
      String said,
      List<String> words) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("Bound", NONE, "std", CLASSES, "TRUE VolumeBound", List.of()),
          new Row("Bound", "std", "std", CLASSES, "TRUE VolumeBound", List.of()),
          new Row("Bound", NONE, null, CLASSES, "TRUE VolumeBound", List.of()),
          new Row("Bound", "gone", "gone", CLASSES, "TRUE VolumeBound", List.of()),
          new Row(
              "Bound",
              "slow",
              "std",
              CLASSES,
              "TRUE StorageClassKept",
              List.of("storageClassName=slow has no effect", "storage class std")),
          new Row("Lost", "slow", "std", CLASSES, "FALSE VolumeLost", List.of("restore it")),
          new Row(
              "Pending",
              "std",
              "std",
              CLASSES,
              "FALSE VolumePending",
              List.of("10Gi of storage class std", "describe pvc")),
          new Row(
              "Pending",
              "fast",
              "fast",
              CLASSES,
              "FALSE StorageClassNotFound",
              List.of("storage class fast", "there are: slow, std (default)", COMMAND)),
          new Row(
              "Pending",
              "slow",
              "fast",
              CLASSES,
              "FALSE StorageClassNotFound",
              List.of("storageClassName=slow is taken once the claim is deleted", COMMAND)),
          new Row(
              "Pending",
              "slow",
              "std",
              CLASSES,
              "FALSE VolumePending",
              List.of("storageClassName=slow is taken once the claim is deleted", COMMAND)),
          new Row("Pending", NONE, null, CLASSES, "FALSE VolumePending", List.of("default")),
          new Row(
              "Pending",
              NONE,
              null,
              WITHOUT_DEFAULT,
              "FALSE StorageClassNotFound",
              List.of("the default storage class", "there are: slow;", COMMAND)),
          new Row(
              "Pending",
              NONE,
              null,
              new Named[0],
              "FALSE StorageClassNotFound",
              List.of("there are: none")),
          new Row("Pending", "fast", "fast", null, "FALSE VolumePending", List.of("class fast")));

  @TestFactory
  Stream<DynamicTest> theClaimAndItsClassAreTold() {
    return ROWS.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    "%s asked=%s made=%s".formatted(row.phase, row.asked, row.made),
                    () -> assertSaid(row, told(row, false))));
  }

  @TestFactory
  Stream<DynamicTest> aClaimThatIsBeingDeletedIsNeverBound() {
    return ROWS.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.phase,
                    () ->
                        assertThat(told(row, true).toString())
                            .contains("FALSE", "VolumeDeleting", "reclaim policy")));
  }

  @Test
  void withoutAClaimNothingIsTold() {
    assertThat(VolumeCondition.of(Situation.of("").seen())).isNull();
  }

  private static void assertSaid(Row row, ConditionList.Verdict told) {
    assertThat(told.status() + " " + told.reason()).isEqualTo(row.said);
    assertThat(row.words).allSatisfy(words -> assertThat(told.message()).contains(words));
  }

  private static ConditionList.Verdict told(Row row, boolean leaving) {
    Situation situation =
        Situation.of(
                row.asked.isEmpty()
                    ? ""
                    : "  checkpoints: {storage: {storageClassName: %s}}\n".formatted(row.asked))
            .claim(new ClaimFacts(row.phase, "10Gi", row.made, "connect-four", leaving));
    if (row.classes != null) {
      situation.storageClasses(row.classes);
    }
    return Objects.requireNonNull(VolumeCondition.of(situation.seen()));
  }
}
