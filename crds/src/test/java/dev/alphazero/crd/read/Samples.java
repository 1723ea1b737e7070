package dev.alphazero.crd.read;

import dev.alphazero.crd.schema.Range;
import dev.alphazero.crd.schema.Schema;
import dev.alphazero.crd.schema.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Objects that a schema allows, for a rule between some of their fields: each field is absent,
/// empty, at its bounds and at values that rules compare with.
final class Samples {
  /// `self.search.rootNoise`, of `has(self.search.rootNoise)`.
  private static final Pattern FIELD = Pattern.compile("self((?:\\.\\w+)+)(?!\\w|\\()");

  private static final long[] WHOLE = {0, 1, 2, 3, 15, 16, 17, 32, 33, 64, 100, 1024, 1040};
  private static final double[] REAL = {0, 0.25, 0.5, 1, 2};
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "auto",
          "none",
          "1",
          "2",
          "0.5",
          "500m",
          "1500m",
          "1Gi",
          "1024Mi",
          "1.5Gi",
          "1G",
          "2000000",
          "1000000k",
          "20ms",
          "1m",
          "6",
          "8");
  private static final List<Map<String, String>> MAPS =
      List.of(
          Map.of(),
          Map.of("size", "6"),
          Map.of("size", "8"),
          Map.of("size", "7"),
          Map.of("other", "8"),
          Map.of("size", "6", "other", "8"));

  private final Schema.Fields schema;

  /// Path to what it may be, null for absent; an object is before what is in it.
  private final Map<String, List<@Nullable Object>> choices = new LinkedHashMap<>();

  /// @param cel the fields that it names are varied
  Samples(Schema.Fields schema, String cel) {
    this.schema = schema;
    Matcher field = FIELD.matcher(cel);
    while (field.find()) {
      add(field.group(1).substring(1).replace("__dash__", "-"));
    }
  }

  private void add(String path) {
    if (path.contains(".")) {
      add(path.substring(0, path.lastIndexOf('.')));
    }
    choices.computeIfAbsent(path, this::choicesOf);
  }

  private List<@Nullable Object> choicesOf(String path) {
    Schema.Fields at = schema;
    String[] names = path.split("\\.", -1);
    for (int i = 0; i + 1 < names.length; i++) {
      at = (Schema.Fields) fieldOf(at, names[i]).schema();
    }
    Schema.Field field = fieldOf(at, names[names.length - 1]);
    List<@Nullable Object> all = new ArrayList<>();
    if (!field.required()) {
      all.add(null);
    }
    all.addAll(valuesOf(field.schema()));
    return all;
  }

  private static Schema.Field fieldOf(Schema.Fields schema, String name) {
    return Objects.requireNonNull(schema.fields().get(name), name);
  }

  private static List<?> valuesOf(Schema schema) {
    return switch (schema) {
      case Schema.Fields _ -> List.of(Map.of());
      case Schema.EnumOf choice -> choice.names();
      case Schema.Bool _ -> List.of(true, false);
      case Schema.Int(Range range) ->
          LongStream.concat(LongStream.of(WHOLE), bounds(range).mapToLong(bound -> (long) bound))
              .filter(range::contains)
              .distinct()
              .boxed()
              .toList();
      case Schema.Num(Range range) ->
          DoubleStream.concat(DoubleStream.of(REAL), bounds(range))
              .filter(range::contains)
              .distinct()
              .boxed()
              .toList();
      case Schema.Text text -> textsOf(text);
      case Schema.ListOf items -> {
        Object item = valuesOf(items.items()).getFirst();
        yield List.of(List.of(), List.of(item), List.of(item, item));
      }
      case Schema.MapOf entries -> mapsOf(entries);
    };
  }

  private static DoubleStream bounds(Range range) {
    return DoubleStream.of(range.min(), range.max()).filter(Double::isFinite);
  }

  private static List<String> textsOf(Schema.Text text) {
    return TEXTS.stream().filter(value -> TextRules.brokenBy(value, text) == null).toList();
  }

  private static List<Map<String, String>> mapsOf(Schema.MapOf schema) {
    return MAPS.stream()
        .filter(map -> map.size() <= schema.maxSize())
        .filter(map -> map.keySet().stream().allMatch(key -> isText(key, schema.keys())))
        .filter(map -> map.values().stream().allMatch(value -> isText(value, schema.values())))
        .toList();
  }

  private static boolean isText(String value, Schema schema) {
    return schema instanceof Schema.Text text && TextRules.brokenBy(value, text) == null;
  }

  /// Returns every combination.
  Stream<Map<String, Object>> all() {
    Stream<Map<String, Object>> objects = Stream.of(Map.of());
    for (Map.Entry<String, List<@Nullable Object>> choice : choices.entrySet()) {
      objects =
          objects.flatMap(
              object ->
                  choice.getValue().stream()
                      .flatMap(value -> with(object, choice.getKey(), value)));
    }
    return objects;
  }

  /// Returns a combination, each as likely as another.
  Map<String, Object> any(RandomGenerator random) {
    Map<String, Object> object = Map.of();
    for (Map.Entry<String, List<@Nullable Object>> choice : choices.entrySet()) {
      List<@Nullable Object> values = choice.getValue();
      object =
          with(object, choice.getKey(), values.get(random.nextInt(values.size())))
              .findFirst()
              .orElse(object);
    }
    return object;
  }

  /// Returns the object with a value, or nothing if the object that holds it is absent: those
  /// without it are the same as one where the value is absent.
  private static Stream<Map<String, Object>> with(
      Map<String, Object> object, String path, @Nullable Object value) {
    if (value == null) {
      return Stream.of(object);
    }
    int dot = path.lastIndexOf('.');
    if (dot >= 0 && Tree.at(object, path.substring(0, dot)) == null) {
      return Stream.empty();
    }
    Map<String, Object> with = Tree.overlay(object, Map.of());
    Map<String, Object> added = new LinkedHashMap<>();
    Tree.put(added, path, value);
    return Stream.of(Tree.overlay(with, added));
  }
}
