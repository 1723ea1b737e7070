package dev.alphazero.crd.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.ProfileDocument;
import dev.alphazero.crd.TrainingDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What the records declare, and that the API server can live with it.
final class SchemaOfTest {
  private static final Schema.Fields TRAINING = SchemaOf.record(TrainingDocument.class);
  private static final Schema.Fields PROFILE = SchemaOf.record(ProfileDocument.class);

  @Test
  void readsRangesChoicesAndNamesFromTheRecords() {
    Schema.Fields spec = (Schema.Fields) field(TRAINING, "spec").schema();
    Schema.Fields search = (Schema.Fields) field(spec, "search").schema();
    assertThat(field(search, "simulations").schema())
        .isEqualTo(new Schema.Int(new Range(1, true, 100_000, true)));
    assertThat(field(search, "cPuct").schema())
        .isEqualTo(new Schema.Num(new Range(0, false, 10, true)));
    assertThat(field(search, "algorithm").schema())
        .isEqualTo(new Schema.EnumOf(List.of("puct", "gumbel")));
    Schema.Fields selfPlay = (Schema.Fields) field(spec, "selfPlay").schema();
    Schema.Fields temperature = (Schema.Fields) field(selfPlay, "temperature").schema();
    assertThat(temperature.fields().keySet()).containsExactly("initial", "final", "plies");
    assertThat(field(spec, "game").required()).isTrue();
    assertThat(field(spec, "profile").required()).isFalse();
  }

  /// Unbounded strings, lists and maps exceed the cost budget of the API server's rules.
  @Test
  void everythingIsBoundedAndDescribed() {
    List<String> unbounded = new ArrayList<>();
    visit(TRAINING, "", unbounded);
    visit(PROFILE, "", unbounded);
    assertThat(unbounded).isEmpty();
  }

  @Test
  void rangesAreSaidInWords() {
    assertThat(new Range(1, true, 100_000, true).wanted()).isEqualTo("in [1, 100000]");
    assertThat(new Range(0, false, 0.5, false).wanted()).isEqualTo("in (0, 0.5)");
    assertThat(new Range(1, true, Double.POSITIVE_INFINITY, true).wanted()).isEqualTo("at least 1");
    assertThat(new Range(0, false, Double.POSITIVE_INFINITY, true).wanted()).isEqualTo("above 0");
    assertThat(new Range(Double.NEGATIVE_INFINITY, true, 3, true).wanted()).isEqualTo("at most 3");
  }

  private static Schema.Field field(Schema.Fields schema, String name) {
    return Objects.requireNonNull(schema.fields().get(name), name);
  }

  private static void visit(Schema schema, String path, List<String> faults) {
    switch (schema) {
      case Schema.Fields fields -> visitFields(fields.fields(), path, faults);
      case Schema.MapOf entries -> {
        expect(entries.maxSize() > 0, path + ": a map without bound", faults);
        visit(entries.keys(), path + " key", faults);
        visit(entries.values(), path + " value", faults);
      }
      case Schema.ListOf items -> {
        expect(items.maxSize() > 0, path + ": a list without bound", faults);
        visit(items.items(), path + " item", faults);
      }
      case Schema.Text text ->
          expect(text.maxLength() > 0, path + ": a string without bound", faults);
      case Schema.Int whole ->
          expect(whole.range().min() >= -1, path + ": a number without least value", faults);
      case Schema.Num real ->
          expect(
              real.range().min() >= -1 && real.range().max() < Double.POSITIVE_INFINITY,
              path + ": a number without range",
              faults);
      case Schema.EnumOf choice -> expect(!choice.names().isEmpty(), path + ": no names", faults);
      case Schema.Bool _ -> {}
    }
  }

  private static void visitFields(
      Map<String, Schema.Field> fields, String path, List<String> faults) {
    fields.forEach(
        (name, field) -> {
          expect(!field.description().isEmpty(), path + "." + name + ": no description", faults);
          visit(field.schema(), path + "." + name, faults);
        });
  }

  private static void expect(boolean holds, String fault, List<String> faults) {
    if (!holds) {
      faults.add(fault);
    }
  }
}
