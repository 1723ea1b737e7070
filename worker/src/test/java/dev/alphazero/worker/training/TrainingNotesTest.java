package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class TrainingNotesTest {
  static final List<TrainingNotes> NOTES =
      List.of(
          new TrainingNotes(0, 0, OptionalDouble.empty()),
          new TrainingNotes(59.719831901, 5_000_000_000L, OptionalDouble.of(0)),
          new TrainingNotes(1e-9, 1, OptionalDouble.of(1.0 / 3)));

  @ParameterizedTest
  @FieldSource("NOTES")
  void roundTrip(TrainingNotes notes) {
    assertThat(TrainingNotes.of(notes.asMap())).isEqualTo(notes);
  }

  @ParameterizedTest
  @FieldSource("NOTES")
  void whatAnotherVersionAddsIsLeftOut(TrainingNotes notes) {
    Map<String, String> more = notes.asMap();
    more.put("another", "x");
    assertThat(TrainingNotes.of(more)).isEqualTo(notes);
    assertThat(TrainingNotes.of(Map.of())).isEqualTo(NOTES.getFirst());
  }
}
